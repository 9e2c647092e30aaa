package dev.sonolog.alsa;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Some seconds of a card's periods between its thread, which fills, and the recorder's, which
 * empties. The card's thread never waits, takes no lock and allocates nothing: when there is no
 * room it counts what is lost, and the loss stands in front of the first period that there is room
 * for again. Once full it takes nothing until half of it is free: one gap, and not one for each
 * place that the reader frees.
 */
final class PeriodRing {
  private static final int CAUSES = LossCause.values().length;

  /** A place for a period. Belongs to the writer until it is published, then to the reader. */
  static final class Slot {
    final byte[] bytes;

    /** Lost in front of the frames, by {@link LossCause}. */
    final long[] lost = new long[CAUSES];

    int frames;
    long arrivalNanos;
    private long batch;

    private Slot(int length) {
      bytes = new byte[length];
    }

    private boolean followsLoss() {
      for (long frames : lost) {
        if (frames > 0) {
          return true;
        }
      }
      return false;
    }
  }

  private final Slot[] slots;
  private final long[] pending = new long[CAUSES];
  private long filled; // the writer's, published or not
  private long batch; // the writer's
  private volatile long written;
  private volatile long read;
  private volatile @Nullable Thread waiting;
  private volatile boolean ended;
  private boolean overfull; // the writer's

  /**
   * @param periods how many there is room for
   * @param length the bytes of one
   */
  PeriodRing(int periods, int length) {
    slots = new Slot[periods];
    for (int i = 0; i < periods; i++) {
      slots[i] = new Slot(length);
    }
  }

  /** The place to fill next; null while there is no room. For the writer. */
  @Nullable Slot free() {
    long full = filled - read;
    overfull = full == slots.length || (overfull && full > slots.length / 2);
    return overfull ? null : slot(filled);
  }

  /** Frames that nobody will have. For the writer. */
  @SuppressWarnings("EnumOrdinal") // an array of counters, so that nothing is allocated
  void lose(LossCause cause, long frames) {
    pending[cause.place()] += frames;
  }

  /**
   * Closes the place that {@link #free} gave, with all losses until now; the reader has it from the
   * next {@link #publish} on. For the writer.
   */
  void close(Slot slot) {
    System.arraycopy(pending, 0, slot.lost, 0, CAUSES);
    Arrays.fill(pending, 0);
    slot.batch = batch;
    filled++;
  }

  /** Hands over what was closed since the last time: one batch. For the writer. */
  void publish() {
    if (written < filled) {
      batch++;
      written = filled;
      wake();
    }
  }

  /** Nothing more will come. What was lost last is in {@link #lostAtEnd}. For the writer. */
  void end() {
    publish();
    ended = true;
    wake();
  }

  /** Whether nothing more will be published; what was published may still be there. */
  boolean ended() {
    return ended;
  }

  /** Lost behind the last period, by {@link LossCause}; for the reader, once it ended. */
  long[] lostAtEnd() {
    return pending;
  }

  /** The oldest period; null when there is none. For the reader. */
  @Nullable Slot oldest() {
    return read < written ? slot(read) : null;
  }

  /**
   * How many periods, the oldest first, came in one batch without a loss in between. For the
   * reader.
   */
  int together() {
    long end = written;
    int count = 0;
    while (read + count < end && belongs(slot(read + count), count)) {
      count++;
    }
    return count;
  }

  private boolean belongs(Slot next, int before) {
    return before == 0 || (next.batch == slot(read).batch && !next.followsLoss());
  }

  /** Gives the oldest period's place back. For the reader. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it
  void release() {
    read++;
  }

  /** Waits for a period, the end or {@link #wake}, no longer than given. For the reader. */
  void await(Duration atMost) {
    waiting = Thread.currentThread();
    if (read == written && !ended) {
      LockSupport.parkNanos(this, atMost.toNanos());
    }
    waiting = null;
  }

  /** Ends a wait of the reader. For any thread. */
  void wake() {
    LockSupport.unpark(waiting);
  }

  private Slot slot(long number) {
    return slots[(int) (number % slots.length)];
  }
}
