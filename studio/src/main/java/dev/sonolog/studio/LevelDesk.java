package dev.sonolog.studio;

import dev.sonolog.capture.TimeSource;
import dev.sonolog.studio.LevelTrigger.Settings;
import dev.sonolog.studio.LevelTrigger.Wish;
import dev.sonolog.studio.StudioRecorder.Source;
import dev.sonolog.studio.Take.StartedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * Begins takes of manual sources when they are loud, and ends those when they are silent. A take of
 * somebody else's that goes on already is enough. On the studio's thread.
 */
final class LevelDesk {
  private static final Logger LOG = System.getLogger(LevelDesk.class.getName());

  /** What is measured lags behind what is heard, and the first moment belongs to it. */
  private static final Duration LEAD = Duration.ofMillis(500);

  /**
   * What was measured.
   *
   * @param peak in dBFS
   * @param at when, by the wall clock
   * @param nanos when, on the monotonic clock
   */
  record Heard(double peak, Instant at, long nanos) {}

  private final Captures captures;
  private final TakeBook book;
  private final TimeSource time;
  private final Executor thread;
  private Map<String, LevelTrigger> triggers = new HashMap<>();

  /**
   * @param thread the studio's
   */
  LevelDesk(Captures captures, TakeBook book, TimeSource time, Executor thread) {
    this.captures = captures;
    this.book = book;
    this.time = time;
    this.thread = thread;
  }

  /** These sources are recorded by their level from now on; of others such a take ends. */
  void apply(Map<String, Settings> wanted) {
    Map<String, LevelTrigger> now = new HashMap<>();
    wanted.forEach(
        (source, settings) -> {
          LevelTrigger known = triggers.get(source);
          boolean isSame = known != null && known.settings().equals(settings);
          now.put(source, isSame ? known : new LevelTrigger(settings, time.nanos()));
        });
    triggers = now;
    book.takes().running().stream()
        .filter(it -> it.origin().startedBy() == StartedBy.LEVEL && !it.isEnding())
        .filter(it -> !wanted.containsKey(it.source()))
        .forEach(captures::endNow);
  }

  /** Somebody has ended a take of a source. */
  void stopped(String source) {
    LevelTrigger trigger = triggers.get(source);
    if (trigger != null) {
      trigger.holdBack();
    }
  }

  /** A source's level was measured. */
  void heard(String source, Heard heard) {
    LevelTrigger trigger = triggers.get(source);
    if (trigger == null) {
      return;
    }
    Optional<Take> going = book.takes().running(source, StartedBy.LEVEL);
    switch (trigger.heard(heard.nanos(), heard.peak(), going.isPresent())) {
      case Wish.None() -> {}
      case Wish.Begin(Duration ago) -> {
        if (book.takes().allRunning(source).isEmpty()) {
          Instant at = heard.at().minus(ago).minus(LEAD);
          captures.source(source).filter(Source::isManual).ifPresent(it -> begin(it, at));
        }
      }
      case Wish.End() -> {
        LOG.log(Level.INFO, "{0}: silent again, so the take ends", source);
        going.ifPresent(captures::endNow);
      }
    }
  }

  private void begin(Source source, Instant at) {
    Take take =
        new Take(
            UUID.randomUUID().toString(),
            source.name(),
            false,
            new Take.Origin(at, StartedBy.LEVEL.word(), StartedBy.LEVEL),
            new Take.Text("", ""),
            Take.Extent.NONE,
            Take.State.RUNNING,
            List.of());
    Captures.Begun begun = captures.begin(take, source, at);
    if (begun.refused().isPresent()) {
      LOG.log(
          Level.DEBUG, "{0}: loud, and not recorded: {1}", source.name(), begun.refused().get());
      return; // the next level says it again
    }
    LOG.log(Level.INFO, "{0}: loud, so a take begins", source.name());
    var _ = book.keep(JournalEntry.of(begun.take()));
    var _ = begun.audio().thenAcceptAsync(it -> captures.begun(take.id(), it), thread);
  }
}
