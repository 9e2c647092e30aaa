package dev.sonolog.capture;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How to reach a stream.
 *
 * @param mirrors the addresses to try in order, at least one; user and password in them are
 *     percent-encoded
 * @param credentials for Basic and Digest authentication; those in an address win
 * @param userAgent what the recorder calls itself
 * @param headers further request headers, in order
 * @param connectTimeout for the connection, TLS and the reply's head, each
 * @param stallTimeout how long no audio may come before the connection counts as dead
 * @param formatHint what the configuration says the format is; the bytes decide, a contradiction is
 *     logged once
 * @param titleCharset the charset of titles that are not UTF-8; windows-1252 when absent
 */
public record StreamSettings(
    List<URI> mirrors,
    Optional<Credentials> credentials,
    String userAgent,
    SequencedMap<String, String> headers,
    Duration connectTimeout,
    Duration stallTimeout,
    Optional<String> formatHint,
    Optional<String> titleCharset) {
  public StreamSettings {
    mirrors = List.copyOf(mirrors);
    if (mirrors.isEmpty()) {
      throw new IllegalArgumentException("A stream needs at least one address");
    }
  }

  /**
   * Without secrets: addresses without user, password and query, headers without values, as all of
   * these hold what lets one in.
   */
  @Override
  public String toString() {
    return "StreamSettings[mirrors="
        + mirrors.stream().map(StreamSettings::open).toList()
        + ", credentials="
        + credentials
        + ", userAgent="
        + userAgent
        + ", headers="
        + headers.keySet()
        + ", connectTimeout="
        + connectTimeout
        + ", stallTimeout="
        + stallTimeout
        + ", formatHint="
        + formatHint
        + ", titleCharset="
        + titleCharset
        + "]";
  }

  private static String open(URI address) {
    String authority = Objects.requireNonNullElse(address.getRawAuthority(), "");
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    String path = Objects.requireNonNullElse(address.getRawPath(), "");
    return address.getScheme() + "://" + host + path;
  }

  /** A user and a password; the password is never printed. */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[user=" + user + "]";
    }
  }
}
