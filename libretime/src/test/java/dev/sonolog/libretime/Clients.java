package dev.sonolog.libretime;

import dev.sonolog.libretime.station.LibretimeStation;
import dev.sonolog.libretime.station.Settings;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Clients of a station, as tests want them. */
final class Clients {
  /** So long that a computer that is busy with other things makes no test fail. */
  private static final CallLimits PATIENT =
      new CallLimits(Duration.ofSeconds(20), Duration.ofSeconds(30), 1 << 20, 1_000_000);

  /** For answers that never come. */
  static final CallLimits IMPATIENT =
      new CallLimits(Duration.ofSeconds(20), Duration.ofSeconds(1), 1 << 20, 1_000_000);

  private Clients() {}

  static LibretimeClient withKey(LibretimeStation station) {
    return client(station.uri(), Optional.of(Settings.KEY), Optional.empty());
  }

  static LibretimeClient withoutKey(LibretimeStation station) {
    return client(station.uri(), Optional.empty(), Optional.empty());
  }

  static LibretimeClient withLogin(LibretimeStation station, String password) {
    return client(
        station.uri(),
        Optional.of(Settings.KEY),
        Optional.of(new LibretimeAccess.Login(Settings.USER, password)));
  }

  static LibretimeClient client(
      URI uri, Optional<String> key, Optional<LibretimeAccess.Login> login) {
    return client(uri, key, login, PATIENT);
  }

  static LibretimeClient client(
      URI uri, Optional<String> key, Optional<LibretimeAccess.Login> login, CallLimits limits) {
    try {
      return new LibretimeClient(
          new LibretimeAccess(uri, key, login), "Sonolog/test", SSLContext.getDefault(), limits);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
