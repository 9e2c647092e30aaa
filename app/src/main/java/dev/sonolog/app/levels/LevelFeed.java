package dev.sonolog.app.levels;

import dev.sonolog.measure.LevelReading;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The readings of one source, {@value LevelReading#PER_SECOND} a second, to all who want them, over
 * all its connections. Told by one thread at a time; heard by any.
 */
public final class LevelFeed {
  private final String source;
  private final Set<Consumer<LevelReading>> listeners = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean programme = new AtomicBoolean();
  private volatile Optional<LevelReading> latest = Optional.empty();

  LevelFeed(String source) {
    this.source = source;
  }

  /** The name of the source. */
  public String source() {
    return source;
  }

  /** The newest reading of the connection that stands; nothing while none does. */
  public Optional<LevelReading> latest() {
    return latest;
  }

  /**
   * Tells someone of each reading from now on, on the measuring thread: who listens must not wait.
   *
   * @return ends that
   */
  public Runnable listen(Consumer<LevelReading> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Integrated loudness, loudness range and highest peaks begin anew. */
  public void beginProgramme() {
    programme.set(true);
  }

  /** Whether somebody wanted that since it was asked last. */
  boolean takesProgramme() {
    return programme.getAndSet(false);
  }

  void tell(LevelReading reading) {
    latest = Optional.of(reading);
    listeners.forEach(listener -> listener.accept(reading));
  }

  void ended() {
    latest = Optional.empty();
  }
}
