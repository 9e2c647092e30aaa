package dev.sonolog.studio;

import dev.sonolog.capture.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A recorder that does at once what the real one does in the end: one capture of a source at a
 * time, which reaches back by the pre-roll, and an archive of what was captured. It hears audio all
 * the while.
 */
final class ModelRecorder implements StudioRecorder, TakeArchive {
  static final Duration PRE_ROLL = Duration.ofSeconds(10);

  /** What was captured; the end is absent as long as it goes on. */
  record Captured(String source, Instant from, Optional<Instant> to, Path file) {}

  private final TimeSource time;
  private final Map<String, Source> sources = new HashMap<>();
  private final List<Captured> captured = new ArrayList<>();
  private final List<String> putAway = new ArrayList<>();
  private Instant hears;
  private boolean isBusy;

  ModelRecorder(TimeSource time) {
    this.time = time;
    this.hears = time.now().minusSeconds(3600);
    configure("mic", true, Optional.empty());
    configure("radio", false, Optional.empty());
  }

  synchronized void configure(String name, boolean manual, Optional<Duration> longest) {
    sources.put(
        name,
        new Source(
            name,
            manual,
            Activity.IDLE,
            Optional.empty(),
            Optional.empty(),
            manual ? Optional.of(PRE_ROLL) : Optional.empty(),
            Optional.empty(),
            longest,
            false));
  }

  /** Refuses to begin anything, as while a take is being sealed. */
  synchronized void busy(boolean busy) {
    isBusy = busy;
  }

  synchronized List<Captured> captured() {
    return List.copyOf(captured);
  }

  synchronized List<String> putAway() {
    return List.copyOf(putAway);
  }

  /** The process ends; what it captured ends with it, and the next one hears from now on. */
  synchronized void restart(Instant end, Instant begin) {
    open("mic").ifPresent(it -> close(it, end));
    hears = begin;
  }

  /** The recorder ends a capture by itself. */
  synchronized void reachLongest() {
    open("mic").ifPresent(it -> close(it, time.now()));
  }

  private Optional<Captured> open(String source) {
    return captured.stream()
        .filter(it -> it.source().equals(source) && it.to().isEmpty())
        .findFirst();
  }

  private void close(Captured open, Instant at) {
    captured.remove(open);
    captured.add(new Captured(open.source(), open.from(), Optional.of(at), open.file()));
  }

  @Override
  public synchronized List<Source> sources() {
    return sources.values().stream()
        .map(it -> now(it, open(it.name())))
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  private Source now(Source source, Optional<Captured> capture) {
    boolean records = !source.isManual() || capture.isPresent();
    return new Source(
        source.name(),
        source.isManual(),
        records ? Activity.RECORDING : Activity.IDLE,
        source.isManual() ? capture.map(Captured::from) : Optional.of(hears),
        capture.map(Captured::file),
        source.preRoll(),
        source.shortest(),
        source.longest(),
        source.stopWithoutControl());
  }

  @Override
  public synchronized CompletableFuture<Beginning> start(Take take, Instant at) {
    if (isBusy || open(take.source()).isPresent()) {
      return CompletableFuture.completedFuture(
          new Beginning.Refused(take.source() + " is being recorded already"));
    }
    return begin(
        take.source(), later(at.minus(PRE_ROLL), time.now().minus(PRE_ROLL).minusSeconds(3)));
  }

  @Override
  public synchronized CompletableFuture<Beginning> resume(Take take) {
    return begin(take.source(), time.now());
  }

  private CompletableFuture<Beginning> begin(String source, Instant wanted) {
    Instant from =
        captured.stream()
            .map(it -> it.to().orElseThrow())
            .reduce(later(wanted, hears), ModelRecorder::later);
    Path file = Path.of("/rec/" + captured.size() + ".wav");
    captured.add(new Captured(source, from, Optional.empty(), file));
    return CompletableFuture.completedFuture(new Beginning.Begun(from, Duration.ZERO, file));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @Override
  public synchronized CompletableFuture<Ending> stop(String source, Instant at) {
    Optional<Captured> open = open(source);
    if (open.isEmpty()) {
      return CompletableFuture.completedFuture(new Ending.Refused(source + " is not recorded"));
    }
    close(open.get(), at);
    return CompletableFuture.completedFuture(
        new Ending.Kept(
            new Stored(
                Optional.of(open.get().from()),
                Optional.of(at),
                Duration.between(open.get().from(), at),
                List.of(open.get().file()))));
  }

  @Override
  public CompletableFuture<Cut> cut(String source, Instant at) {
    return CompletableFuture.completedFuture(new Cut.Refused("It is not cut"));
  }

  @Override
  public synchronized Stored stored(String source, Instant from, Instant to) {
    if (!source.equals("mic")) {
      return new Stored(
          Optional.of(from),
          Optional.of(to),
          Duration.between(from, to),
          List.of(Path.of("/rec/radio.mp3")));
    }
    Duration recorded = Duration.ZERO;
    List<Path> files = new ArrayList<>();
    Instant first = to;
    Instant last = from;
    for (Captured each : captured) {
      Instant begin = later(each.from(), from);
      Instant end = each.to().filter(to::isAfter).orElse(to);
      if (begin.isBefore(end)) {
        recorded = recorded.plus(Duration.between(begin, end));
        files.add(each.file());
        first = first.isBefore(begin) ? first : begin;
        last = later(last, end);
      }
    }
    return files.isEmpty()
        ? Stored.NOTHING
        : new Stored(Optional.of(first), Optional.of(last), recorded, files);
  }

  @Override
  public synchronized void putAway(Take take, String by) {
    putAway.add(take.id());
  }
}
