package dev.sonolog.capture;

import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import dev.sonolog.formats.StreamElement;
import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A recorder's view of a station for tests: settings that can be varied, and all that a connection
 * gives as lines of text. Its clock is the real one, so that no slow machine turns a time-out of
 * many seconds into one of a few moments; who tests a time-out itself asks for a {@link #hasty}
 * listener.
 */
final class Listener implements AutoCloseable {
  private static final int HASTE = 10;

  private final SSLContext tls;
  private StreamConnector connector;
  private StreamSettings settings;

  private Listener(SSLContext tls, List<URI> mirrors) {
    this.tls = tls;
    this.connector = new StreamConnector(TimeSource.system(), tls);
    this.settings =
        new StreamSettings(
            mirrors,
            Optional.empty(),
            "Sonolog test",
            new LinkedHashMap<>(),
            Duration.ofSeconds(50),
            Duration.ofSeconds(15),
            Optional.empty(),
            Optional.empty());
  }

  static Listener to(Station station, String path) {
    return to(station.uri(path));
  }

  static Listener to(URI... mirrors) {
    try {
      return trusting(SSLContext.getDefault(), mirrors);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static Listener trusting(SSLContext tls, URI... mirrors) {
    return new Listener(tls, List.of(mirrors));
  }

  /** The same listener with a clock that runs 10 times as fast as the real one. */
  Listener hasty() {
    connector.close();
    connector = new StreamConnector(ScaledTime.by(HASTE), tls);
    return this;
  }

  Listener as(String user, String password) {
    return with(
        new StreamSettings(
            settings.mirrors(),
            Optional.of(new StreamSettings.Credentials(user, password)),
            settings.userAgent(),
            settings.headers(),
            settings.connectTimeout(),
            settings.stallTimeout(),
            settings.formatHint(),
            settings.titleCharset()));
  }

  Listener saying(String header, String value) {
    settings.headers().put(header, value);
    return this;
  }

  Listener titlesIn(String charset) {
    return with(
        new StreamSettings(
            settings.mirrors(),
            settings.credentials(),
            settings.userAgent(),
            settings.headers(),
            settings.connectTimeout(),
            settings.stallTimeout(),
            settings.formatHint(),
            Optional.of(charset)));
  }

  private Listener with(StreamSettings changed) {
    settings = changed;
    return this;
  }

  Connection connection() {
    return connector.connection(settings, List.of(new BlockContainer()));
  }

  StationInfo station() throws IOException {
    try (Connection connection = connection();
        PacketSource source = connection.open()) {
      return source.station();
    }
  }

  /** Everything that one connection gives, one line each, the failure last. */
  List<String> hear() {
    List<String> heard = new ArrayList<>();
    try (Connection connection = connection()) {
      PacketSource source = connection.open();
      while (true) {
        heard.add(line(source.next()));
      }
    } catch (CaptureFailure e) {
      heard.add(e.kind().toString());
    } catch (IOException e) {
      heard.add("closed by us");
    }
    return heard;
  }

  /** The failure that the connection ends with. */
  CaptureFailure failure() {
    try (Connection connection = connection()) {
      PacketSource source = connection.open();
      while (true) {
        line(source.next());
      }
    } catch (CaptureFailure e) {
      return e;
    } catch (IOException e) {
      throw new AssertionError("Not a failure of the station", e);
    }
  }

  static String line(StreamElement element) {
    return switch (element) {
      case StreamElement.TrackHeader _ -> "header";
      case BlockContainer.Block block -> "block " + block.number();
      case StreamElement.Packet _ -> "packet";
      case StreamElement.Title title -> "title " + title.text();
      case StreamElement.Damage damage -> "damage " + damage.bytes();
      case StreamElement.Lost _, StreamElement.End _ ->
          throw new AssertionError("Not from a stream: " + element);
    };
  }

  @Override
  public void close() {
    connector.close();
  }
}
