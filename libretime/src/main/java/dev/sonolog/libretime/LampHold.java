package dev.sonolog.libretime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lamp, from what LibreTime says of it: between two tracks it says for a moment that nothing is
 * on air, so a lamp that was on stays on for a while. One thread.
 */
final class LampHold {
  private final Duration hold;
  private @Nullable Long offSince; // monotonic; while LibreTime says off, and the lamp may be held

  LampHold(Duration hold) {
    this.hold = hold;
  }

  private Lamp lamp = Lamp.UNKNOWN;

  /** What the lamp shows now that this is known; {@link Lamp#UNKNOWN} counts at once. */
  Lamp advance(Lamp said, long nanos) {
    boolean leavesOn = lamp == Lamp.ON && (said == Lamp.OFF || said == Lamp.SHOULD_BE_ON);
    if (!leavesOn) {
      offSince = null;
      lamp = said;
    } else if (offSince == null) {
      offSince = nanos;
    } else if (nanos - offSince >= hold.toNanos()) {
      offSince = null;
      lamp = said;
    }
    return lamp;
  }

  static Lamp said(OnAirLight light) {
    if (light.on()) {
      return Lamp.ON;
    }
    return light.expected() ? Lamp.SHOULD_BE_ON : Lamp.OFF;
  }
}
