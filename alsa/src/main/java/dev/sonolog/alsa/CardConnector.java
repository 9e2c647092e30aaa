package dev.sonolog.alsa;

import dev.sonolog.capture.Connection;
import dev.sonolog.capture.TimeSource;
import java.time.Duration;

/**
 * Makes connections to sound cards; one serves all sources. Each card that is captured has a
 * platform thread of its own: it opens, reads and closes the device, because any of these may hang
 * in a driver. Connections that want the same of a device share it.
 */
public final class CardConnector {
  /** A card that gives nothing for so long is taken for dead. */
  static final Duration STALL = Duration.ofSeconds(10);

  private final SharedCards cards;
  private final TimeSource time;
  private final Duration stall;

  /**
   * @param alsa the library; a missing one fails each {@link Connection#open}
   * @param cards where devices are looked up
   * @param time gives the arrival times
   */
  public CardConnector(Alsa alsa, Cards cards, TimeSource time) {
    this(alsa, cards, time, STALL);
  }

  CardConnector(Alsa alsa, Cards cards, TimeSource time, Duration stall) {
    this.cards = new SharedCards(alsa, cards, time);
    this.time = time;
    this.stall = stall;
  }

  /** A connector for this machine. */
  public static CardConnector system() {
    Alsa alsa = Alsa.system();
    return new CardConnector(alsa, Cards.system(alsa), TimeSource.system());
  }

  /** A new connection, for one attempt. */
  public Connection connection(CardSettings settings) {
    return new CardConnection(settings, cards, time, stall);
  }
}
