package dev.sonolog.archive;

/** How it is known when a segment began. The word is what the catalogue says. */
public enum StartOrigin {
  /** The recorder told the catalogue while it recorded. */
  RECORDER("recorder"),
  /** The tags of the file, which a recorder wrote. */
  TAGS("tags"),
  /** The name of the file, which another program made or a person. */
  NAME("name"),
  /** A person said it when the file was imported. */
  GIVEN("given"),
  /** Nothing but the time when the file was last modified: its end, more or less. */
  MODIFIED("modified");

  private final String word;

  StartOrigin(String word) {
    this.word = word;
  }

  /** The word for it. */
  public String word() {
    return word;
  }

  /** Whether a recorder of ours wrote the file. */
  public boolean isOurs() {
    return this == RECORDER || this == TAGS;
  }

  /**
   * The origin of that word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static StartOrigin of(String word) {
    for (StartOrigin origin : values()) {
      if (origin.word.equals(word)) {
        return origin;
      }
    }
    throw new IllegalArgumentException("No origin of a start: " + word);
  }
}
