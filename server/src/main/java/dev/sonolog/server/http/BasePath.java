package dev.sonolog.server.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where everything is served on its host: at its root, or below a path, behind a proxy that has
 * other things beside it and leaves that path in its requests.
 *
 * @param prefix empty, or such as {@code /sonolog}
 */
public record BasePath(String prefix) {
  private static final int LONGEST = 200;

  /** Names of characters that never need percent signs (RFC 3986, 2.3); dots alone are none. */
  private static final Pattern PREFIX =
      Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*");

  /** Nothing stands in front. */
  public static final BasePath ROOT = new BasePath("");

  /**
   * Takes what needs no percent signs, and has no dots that lead elsewhere.
   *
   * @throws IllegalArgumentException if it is no such path; the message says what one looks like
   */
  public BasePath {
    if (prefix.length() > LONGEST || !PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "is no path such as /sonolog: a slash in front of each name and none at the end, names of"
              + " letters, digits and . _ ~ -, at most "
              + LONGEST
              + " characters");
    }
  }

  /** What a path is without what stands in front; nothing where it leads elsewhere. */
  Optional<String> inside(String path) {
    if (!prefix.isEmpty() && path.equals(prefix)) {
      return Optional.of("/"); // as people type it
    }
    return path.startsWith(prefix + "/")
        ? Optional.of(path.substring(prefix.length()))
        : Optional.empty();
  }

  /**
   * The path by which clients ask for something.
   *
   * @param path as routes know it, with a slash in front
   */
  public String address(String path) {
    return prefix + path;
  }

  /** Below which path a cookie is sent (RFC 6265, 5.1.4). */
  public String cookiePath() {
    return prefix.isEmpty() ? "/" : prefix;
  }
}
