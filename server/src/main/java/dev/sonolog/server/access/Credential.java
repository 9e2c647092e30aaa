package dev.sonolog.server.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The API token that a request shows: {@code Bearer} (RFC 6750, section 2.1) on every path; on
 * ISR's, whose programs know no other way, also as the password of {@code Basic} (RFC 7617) and in
 * the address. A browser sends {@code Basic} by itself to all paths once it was asked for it on
 * one, so elsewhere it says nothing.
 */
final class Credential {
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  private Credential() {}

  /** What is shown as a token; it may be anything. */
  static Optional<String> token(Approach approach, boolean legacy) {
    Optional<String> bearer = approach.authorization().flatMap(it -> behind(BEARER, it));
    return legacy
        ? bearer
            .or(
                () ->
                    approach
                        .authorization()
                        .flatMap(it -> behind(BASIC, it))
                        .map(Credential::password))
            .or(approach::queryToken)
        : bearer;
  }

  private static Optional<String> behind(String scheme, String header) {
    return header.toLowerCase(Locale.ROOT).startsWith(scheme)
        ? Optional.of(header.substring(scheme.length()).strip())
        : Optional.empty();
  }

  /** What cannot be read is a password that nobody has. */
  private static String password(String credentials) {
    try {
      String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
