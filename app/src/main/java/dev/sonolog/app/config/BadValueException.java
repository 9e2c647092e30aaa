package dev.sonolog.app.config;

/**
 * A value is not what its key needs. The message continues a sentence that begins with the value,
 * and never repeats it: the value may be a secret.
 */
final class BadValueException extends Exception {
  private static final long serialVersionUID = 1L;

  BadValueException(String message) {
    super(message);
  }
}
