package dev.sonolog.alsa;

import dev.sonolog.capture.TimeSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The cards that are captured now. A card can be opened once; sources that want the same of it get
 * it from one capture. Any thread.
 */
final class SharedCards {
  private final Alsa alsa;
  private final Cards cards;
  private final TimeSource time;
  private final Map<Tuning, CardThread> captured = new HashMap<>();

  SharedCards(Alsa alsa, Cards cards, TimeSource time) {
    this.alsa = alsa;
    this.cards = cards;
    this.time = time;
  }

  /** Adds a tap to the capture of a card, which begins if there is none. */
  synchronized CardThread join(CardSettings settings, CardTap tap) {
    captured.values().removeIf(thread -> thread.audience().isOver());
    CardThread running = captured.get(settings.tuning());
    if (running != null && running.audience().join(tap)) {
      return running;
    }
    CardThread fresh = new CardThread(alsa, cards, time, settings);
    fresh.audience().join(tap);
    fresh.start();
    captured.put(settings.tuning(), fresh);
    return fresh;
  }
}
