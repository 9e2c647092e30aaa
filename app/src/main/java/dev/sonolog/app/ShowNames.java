package dev.sonolog.app;

import dev.sonolog.libretime.Show;
import dev.sonolog.studio.Order;
import dev.sonolog.studio.SourceState;
import dev.sonolog.studio.Studio;
import dev.sonolog.studio.Take;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Calls takes after the show that is on, where nobody gave them a name: as they begin, by what
 * LibreTime says then, and once more when they are over, by the show that most of them was recorded
 * of, for shows end late and people press early. A name that somebody changed meanwhile stays. On a
 * thread of its own; the studio does not wait for it, and no name is no harm.
 */
final class ShowNames implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ShowNames.class.getName());
  private static final int MOST_WAITING = 256;

  private final Studio studio;
  private final Supplier<Optional<OnAirLine>> line;
  private final KeptTexts given;
  private final BlockingQueue<Take> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private Runnable end = () -> {};
  private volatile boolean closed;

  /**
   * @param line the station, if there is one
   * @param file where it is kept which names were given here
   */
  ShowNames(Studio studio, Supplier<Optional<OnAirLine>> line, Path file) {
    this.studio = studio;
    this.line = line;
    this.given = new KeptTexts(file);
  }

  /** Begins to look at takes. */
  void begin() {
    end = studio.listen(this::look).orElse(end);
    studio.sources().forEach(this::look);
    Thread.ofPlatform().daemon().name("show names").start(this::run);
  }

  /** On the studio's thread. */
  private void look(SourceState state) {
    state.take().filter(it -> line.get().isPresent()).ifPresent(waiting::offer);
  }

  private void run() {
    try {
      while (!closed) {
        Take next = waiting.poll(1, TimeUnit.SECONDS);
        if (next != null) {
          callSafely(next);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void callSafely(Take take) {
    try {
      call(take);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "{0}: a take is not called after its show: {1}", take.source(), e);
    }
  }

  private void call(Take take) {
    Optional<OnAirLine> station = line.get();
    if (station.isEmpty()) {
      return;
    }
    Optional<String> mine = given.of(take.id());
    if (take.isRunning() && mine.isEmpty() && take.text().name().isEmpty()) {
      onAir(station.get(), take.origin().requestedAt()).ifPresent(it -> call(take.id(), it));
    } else if (!take.isRunning() && mine.isPresent()) {
      if (mine.get().equals(take.text().name())) {
        afterwards(station.get(), take)
            .filter(it -> !it.equals(mine.get()))
            .ifPresent(it -> call(take.id(), it));
      }
      given.forget(take.id());
    }
  }

  private void call(String take, String name) {
    if (studio.call(take, Optional.of(name), Optional.empty()).isPresent()) {
      given.put(take, name);
    }
  }

  /**
   * What is on at an instant that is not long ago; what LibreTime says may be some seconds old, and
   * its plan be late.
   */
  static Optional<String> onAir(OnAirLine station, Instant at) {
    List<Show> current = station.state().current();
    return current.stream()
        .filter(it -> it.isOnAirAt(at))
        .findFirst()
        .or(() -> station.plan().plan().onAirAt(at).stream().findFirst())
        .or(() -> current.stream().findFirst())
        .flatMap(ShowNames::name);
  }

  private static Optional<String> afterwards(OnAirLine station, Take take) {
    Instant from = take.extent().from().orElse(take.origin().requestedAt());
    List<Show> shows = new ArrayList<>(station.plan().plan().shows());
    return take.extent().to().flatMap(to -> most(shows, from, to)).flatMap(ShowNames::name);
  }

  /** The show that takes most of a span; the first of those that take as much. */
  static Optional<Show> most(List<Show> shows, Instant from, Instant to) {
    Optional<Show> most = Optional.empty();
    Duration length = Duration.ZERO;
    for (Show show : shows) {
      Duration common = common(show, from, to);
      if (common.compareTo(length) > 0) {
        most = Optional.of(show);
        length = common;
      }
    }
    return most;
  }

  private static Duration common(Show show, Instant from, Instant to) {
    Instant first = show.starts().isAfter(from) ? show.starts() : from;
    Instant last = show.ends().isBefore(to) ? show.ends() : to;
    return Duration.between(first, last);
  }

  /** A show's name as that of a take: one line, and not too long. */
  static Optional<String> name(Show show) {
    StringBuilder name = new StringBuilder();
    show.name()
        .replaceAll("\\p{Cntrl}+", " ")
        .strip()
        .codePoints()
        .takeWhile(it -> name.length() + Character.charCount(it) <= Order.LONGEST_TEXT)
        .forEach(name::appendCodePoint);
    return Optional.of(name.toString().strip()).filter(it -> !it.isEmpty());
  }

  @Override
  public void close() {
    closed = true;
    end.run();
  }
}
