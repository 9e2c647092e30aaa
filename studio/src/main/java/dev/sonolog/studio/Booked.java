package dev.sonolog.studio;

import java.util.Optional;

/**
 * A booking, and what became of it.
 *
 * @param take the id of what was recorded for it, once that has begun
 */
public record Booked(Booking booking, State state, Optional<String> take) {
  /** What became of it. */
  public enum State {
    /** Its time has not come, or its source cannot be recorded yet. */
    WAITING("waiting"),
    /** Its take goes on, or ends just now. */
    RUNNING("running"),
    /** Its take is over. */
    DONE("done"),
    /** Its time passed, and nothing was recorded for it. */
    MISSED("missed"),
    /** Whoever booked it does not want it any more. */
    CANCELLED("cancelled");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** What people and programs are told. */
    public String word() {
      return word;
    }
  }

  static Booked waiting(Booking booking) {
    return new Booked(booking, State.WAITING, Optional.empty());
  }

  /** Whether something is still to be done for it. */
  public boolean isOpen() {
    return state == State.WAITING || state == State.RUNNING;
  }

  /** Its take has begun. */
  Booked running(Take take) {
    return new Booked(booking, State.RUNNING, Optional.of(take.id()));
  }

  /** Nothing more is to be done. */
  Booked over(State end) {
    return new Booked(booking, end, take);
  }

  /** It is to be recorded at another time, or under another name. */
  Booked changed(Booking other) {
    return new Booked(other, state, take);
  }
}
