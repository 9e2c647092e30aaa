package dev.sonolog.archive.excerpt;

/** A span cannot be had as it was asked for; the message says what can. */
public final class ExcerptRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why, and what to ask for instead
   */
  public ExcerptRefusedException(String message) {
    super(message);
  }
}
