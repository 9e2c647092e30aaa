package dev.sonolog.archive;

/** What became of a segment. The word is what the catalogue says. */
public enum SegmentState {
  /** It is being written, or its writer was killed. */
  RECORDING("recording"),
  /** It is finished, and lies where the catalogue says. */
  SEALED("sealed"),
  /** It was finished, and somebody else deleted or moved it. */
  REMOVED_OUTSIDE("removed outside"),
  /** It was deleted, lies in the trash, and can be restored. */
  TRASHED("in the trash"),
  /** It was deleted for good; what it held and why it went stay known. */
  DELETED("deleted");

  private final String word;

  SegmentState(String word) {
    this.word = word;
  }

  /** The word for this state. */
  public String word() {
    return word;
  }

  /**
   * The state of that word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static SegmentState of(String word) {
    for (SegmentState state : values()) {
      if (state.word.equals(word)) {
        return state;
      }
    }
    throw new IllegalArgumentException("No state of a segment: " + word);
  }
}
