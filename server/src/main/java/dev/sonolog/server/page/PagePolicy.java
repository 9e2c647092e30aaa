package dev.sonolog.server.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What the page may do, as its browser enforces it (Content Security Policy, level 3). */
final class PagePolicy {
  private PagePolicy() {}

  /**
   * The policy.
   *
   * @param script the one that stands in the document itself
   */
  static String allowing(String script) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self' 'sha256-" + digest(script) + "'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types lit-html");
  }

  private static String digest(String script) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
