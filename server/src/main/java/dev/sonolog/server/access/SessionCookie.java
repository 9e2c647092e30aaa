package dev.sonolog.server.access;

import java.util.Arrays;
import java.util.Optional;

/** The cookie of a session, RFC 6265: scripts cannot read it, other sites cannot send it. */
public final class SessionCookie {
  /** What it is called. */
  public static final String NAME = "sonolog_session";

  private SessionCookie() {}

  /**
   * The value of {@code Set-Cookie} after a login.
   *
   * @param https whether the browser came over TLS; then it never sends it without
   */
  public static String set(String secret, boolean https) {
    return text(secret, Session.LONGEST.toSeconds(), https);
  }

  /** The value of {@code Set-Cookie} after a logout. */
  public static String clear(boolean https) {
    return text("", 0, https);
  }

  private static String text(String value, long seconds, boolean https) {
    return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
        .formatted(NAME, value, seconds, https ? "; Secure" : "");
  }

  /** The secret in a request's header {@code Cookie}. */
  public static Optional<String> in(String header) {
    return Arrays.stream(header.split(";", -1))
        .map(String::strip)
        .filter(pair -> pair.startsWith(NAME + '='))
        .map(pair -> pair.substring(NAME.length() + 1))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
