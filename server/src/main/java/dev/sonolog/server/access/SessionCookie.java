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
   * @param path below which it is sent
   * @param https whether the browser came over TLS; then it never sends it without
   */
  public static String set(String secret, String path, boolean https) {
    return text(secret, path, Session.LONGEST.toSeconds(), https);
  }

  /** The value of {@code Set-Cookie} after a logout; see {@link #set}. */
  public static String clear(String path, boolean https) {
    return text("", path, 0, https);
  }

  private static String text(String value, String path, long seconds, boolean https) {
    return "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Strict%s"
        .formatted(NAME, value, path, seconds, https ? "; Secure" : "");
  }

  /**
   * The secret in a request's header {@code Cookie}. Of several the first: browsers begin with the
   * one of the longest path, and others belong to other servers on that host.
   */
  public static Optional<String> in(String header) {
    return Arrays.stream(header.split(";", -1))
        .map(String::strip)
        .filter(pair -> pair.startsWith(NAME + '='))
        .map(pair -> pair.substring(NAME.length() + 1))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
