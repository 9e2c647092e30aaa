package dev.sonolog.archive.excerpt;

/** What becomes of that which is missing in a span. */
public enum GapPolicy {
  /** Each stretch is a file of its own. */
  SEPARATE("separate"),
  /** Silence as long as what is missing. */
  SILENCE("silence"),
  /** The stretches follow each other as if nothing were missing. */
  CLOSED("closed");

  private final String word;

  GapPolicy(String word) {
    this.word = word;
  }

  /** The word for this policy. */
  public String word() {
    return word;
  }
}
