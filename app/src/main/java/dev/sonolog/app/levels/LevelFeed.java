package dev.sonolog.app.levels;

import dev.sonolog.measure.LevelReading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What is measured of one source, to all who want to hear it, over all its connections. Told by one
 * thread at a time; heard by any.
 */
public final class LevelFeed {
  private final String source;
  private final Set<Consumer<LevelEvent>> listeners = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean programme = new AtomicBoolean();
  private volatile Optional<LevelReading> latest = Optional.empty();
  private volatile Optional<Duration> quiet = Optional.empty();
  private volatile List<String> conditions = List.of();

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
   * How much audio has been measured since the last of it that was no silence; nothing while no
   * connection stands.
   */
  public Optional<Duration> quiet() {
    return quiet;
  }

  /** What is wrong with the signal now, such as silence; for a person. */
  public List<String> conditions() {
    return conditions;
  }

  /**
   * Tells someone of each event from now on, on the measuring thread: who listens must not wait.
   *
   * @return ends that
   */
  public Runnable listen(Consumer<LevelEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Whether anybody wants to hear of it now. */
  public boolean isHeard() {
    return !listeners.isEmpty();
  }

  /** Integrated loudness, loudness range and highest peaks begin anew. */
  public void beginProgramme() {
    programme.set(true);
  }

  /** Whether somebody wanted that since it was asked last. */
  boolean takesProgramme() {
    return programme.getAndSet(false);
  }

  void tell(LevelReading reading, Duration silent) {
    latest = Optional.of(reading);
    quiet = Optional.of(silent);
    tell(new LevelEvent.Measured(reading, conditions));
  }

  void tell(LevelEvent.Noticed noticed, List<String> standing) {
    conditions = standing;
    tell(noticed);
  }

  private void tell(LevelEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }

  void ended() {
    latest = Optional.empty();
    quiet = Optional.empty();
    conditions = List.of();
  }
}
