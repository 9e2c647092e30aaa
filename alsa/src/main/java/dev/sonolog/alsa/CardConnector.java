package dev.sonolog.alsa;

import dev.sonolog.capture.Connection;
import dev.sonolog.capture.TimeSource;
import java.time.Duration;

/**
 * Makes connections to sound cards. Stateless but for the library; one serves all sources. Each
 * connection has a platform thread of its own, which is the card's: it opens, reads and closes the
 * device, because any of these may hang in a driver.
 */
public final class CardConnector {
  /** A card that gives nothing for so long is taken for dead. */
  static final Duration STALL = Duration.ofSeconds(10);

  private final Alsa alsa;
  private final Cards cards;
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
    this.alsa = alsa;
    this.cards = cards;
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
    return new CardConnection(settings, new CardThread(alsa, cards, time, settings), time, stall);
  }
}
