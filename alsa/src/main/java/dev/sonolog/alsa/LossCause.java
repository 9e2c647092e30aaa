package dev.sonolog.alsa;

/** Why frames of a card were not recorded. */
enum LossCause {
  OVERRUN("The card overran: nobody took its samples in time"),
  SUSPENDED("The machine slept"),
  FULL("The recorder did not keep up with the card"),
  RESTARTED("The card stopped and was started again");

  private final String reason;

  LossCause(String reason) {
    this.reason = reason;
  }

  /** For a person. */
  String reason() {
    return reason;
  }
}
