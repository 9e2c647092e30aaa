package dev.sonolog.server;

import dev.sonolog.server.access.Cidr;
import dev.sonolog.server.http.BasePath;
import dev.sonolog.server.service.AnalysisDefaults;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person wants of the web side.
 *
 * @param port 0 to 65535; 0 takes a free one
 * @param host the address to listen on; empty for 127.0.0.1 without users and 0.0.0.0 with some
 * @param basePath below which everything is served
 * @param defaults what counts as loud where nobody says
 * @param legacyOpen networks for which ISR's addresses are open
 * @param trustedProxies networks of proxies that are believed whom they speak for
 * @param legacySource the source that live-recorder's addresses record; none for the first that
 *     waits for somebody
 * @param tls certificate and key, where the server itself speaks TLS
 * @param listen all addresses to listen on; empty for host and port alone
 */
public record SiteSettings(
    int port,
    Optional<String> host,
    BasePath basePath,
    AnalysisDefaults defaults,
    List<Cidr> legacyOpen,
    List<Cidr> trustedProxies,
    Optional<String> legacySource,
    Optional<Tls> tls,
    List<Place> listen) {
  /** As it is where nobody says. */
  public static final SiteSettings USUAL =
      new SiteSettings(
          8080,
          Optional.empty(),
          BasePath.ROOT,
          AnalysisDefaults.USUAL,
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  /**
   * Files in PEM.
   *
   * @param certificate with those that lead to a known authority
   * @param key PKCS #8
   */
  public record Tls(Path certificate, Path key) {}

  /**
   * An address to listen on.
   *
   * @param host empty for 127.0.0.1 without users and 0.0.0.0 with some
   * @param line where {@code listen} names it; empty where {@code host} and {@code port} do
   */
  public record Place(Optional<String> host, int port, OptionalInt line) {}

  public SiteSettings {
    legacyOpen = List.copyOf(legacyOpen);
    trustedProxies = List.copyOf(trustedProxies);
    listen = List.copyOf(listen);
  }

  /** One that listens at one address. */
  public SiteSettings(
      int port,
      Optional<String> host,
      BasePath basePath,
      AnalysisDefaults defaults,
      List<Cidr> legacyOpen,
      List<Cidr> trustedProxies,
      Optional<Tls> tls) {
    this(
        port,
        host,
        basePath,
        defaults,
        legacyOpen,
        trustedProxies,
        Optional.empty(),
        tls,
        List.of());
  }

  /** Where it listens: one address at least. */
  public List<Place> places() {
    return listen.isEmpty() ? List.of(new Place(host, port, OptionalInt.empty())) : listen;
  }

  /** The same on another port, and there alone. */
  public SiteSettings on(int other) {
    return new SiteSettings(
        other, host, basePath, defaults, legacyOpen, trustedProxies, legacySource, tls, List.of());
  }
}
