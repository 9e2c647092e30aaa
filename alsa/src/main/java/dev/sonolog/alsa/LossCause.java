package dev.sonolog.alsa;

/** Why frames of a card were not recorded. */
enum LossCause {
  OVERRUN(0, "The card overran: nobody took its samples in time"),
  SUSPENDED(1, "The machine slept"),
  FULL(2, "The recorder did not keep up with the card"),
  RESTARTED(3, "The card stopped and was started again"),
  SKIPPED(4, "The device left samples out without a word; found some seconds later");

  private final int place;
  private final String reason;

  LossCause(int place, String reason) {
    this.place = place;
    this.reason = reason;
  }

  /** Its place in an array that has one for each. */
  int place() {
    return place;
  }

  /** For a person. */
  String reason() {
    return reason;
  }
}
