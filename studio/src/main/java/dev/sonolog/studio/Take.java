package dev.sonolog.studio;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody recorded: a named span of a source's timeline. Immutable.
 *
 * @param id unique in the archive
 * @param isSpan whether what it holds is not its own alone: the source is recorded anyway, or was
 *     recorded for other takes, too
 * @param origin how it came about
 * @param text what people call it
 * @param extent where on the timeline it lies
 * @param state what became of it
 * @param marks instants that people marked in it, in order
 */
public record Take(
    String id,
    String source,
    boolean isSpan,
    Origin origin,
    Text text,
    Extent extent,
    State state,
    List<Mark> marks) {
  /** So many marks a take has at most. */
  static final int MOST_MARKS = 1_000;

  /** So many of its files are known without asking the catalogue. */
  private static final int MOST_FILES = 1_000;

  /** What became of it. */
  public enum State {
    /** It is being recorded, or ends just now. */
    RUNNING("running"),
    /** It is over. */
    KEPT("kept"),
    /** It was shorter than its source keeps, and lies in the trash. */
    TOO_SHORT("too short"),
    /** No audio came while it lasted. */
    EMPTY("empty"),
    /** What became of it is not known. */
    FAILED("failed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** What people and programs are told. */
    public String word() {
      return word;
    }
  }

  /** Who or what began a take. */
  public enum StartedBy {
    PERSON("person"),
    SCHEDULE("schedule"),
    LEVEL("level"),
    LIBRETIME("libretime");

    private final String word;

    StartedBy(String word) {
      this.word = word;
    }

    /** What people and programs are told. */
    public String word() {
      return word;
    }
  }

  /**
   * How it came about.
   *
   * @param requestedAt when somebody wanted it
   * @param by the name of whoever that was
   */
  public record Origin(Instant requestedAt, String by, StartedBy startedBy) {}

  /** What people call it. */
  public record Text(String name, String note) {}

  /**
   * Where on the timeline it lies.
   *
   * @param from when its first sample was on air; none as long as no audio has come
   * @param to the first instant behind it, or when its end was asked for; none while it goes on
   * @param preRoll how much of it came before it was asked for
   * @param recorded how much audio it holds; zero while it goes on
   * @param files that hold it, as far as that is known, in order of time
   * @param restarts how often the recorder was started anew meanwhile
   */
  public record Extent(
      Optional<Instant> from,
      Optional<Instant> to,
      Duration preRoll,
      Duration recorded,
      List<String> files,
      int restarts) {
    static final Extent NONE =
        new Extent(Optional.empty(), Optional.empty(), Duration.ZERO, Duration.ZERO, List.of(), 0);

    public Extent {
      files = List.copyOf(files);
    }
  }

  /** An instant that somebody marked. */
  public record Mark(Instant at, String label) {}

  public Take {
    marks = List.copyOf(marks);
  }

  /** Whether it goes on, or ends just now. */
  public boolean isRunning() {
    return state == State.RUNNING;
  }

  /** Whether its end was asked for, and is not there yet. */
  public boolean isEnding() {
    return isRunning() && extent.to().isPresent();
  }

  /** Its source was recorded for another take as well. */
  Take shared() {
    return new Take(id, source, true, origin, text, extent, state, marks);
  }

  /** Its audio has come. */
  Take begun(Instant from, Duration preRoll, Optional<Path> file) {
    Extent known = extent.from().isPresent() ? extent : begin(from, preRoll);
    Take begun = with(known);
    return file.isPresent() ? begun.filed(file.get()) : begun;
  }

  private Extent begin(Instant from, Duration preRoll) {
    return new Extent(
        Optional.of(from),
        extent.to(),
        preRoll,
        extent.recorded(),
        extent.files(),
        extent.restarts());
  }

  /** It goes on in a file. */
  Take filed(Path file) {
    List<String> files = new ArrayList<>(extent.files());
    if (files.contains(file.toString()) || files.size() >= MOST_FILES) {
      return this;
    }
    files.add(file.toString());
    return with(
        new Extent(
            extent.from(),
            extent.to(),
            extent.preRoll(),
            extent.recorded(),
            files,
            extent.restarts()));
  }

  /** Its end was asked for. */
  Take ending(Instant at) {
    return with(
        new Extent(
            extent.from(),
            Optional.of(at),
            extent.preRoll(),
            extent.recorded(),
            extent.files(),
            extent.restarts()));
  }

  /** The recorder was started anew while it went on. */
  Take restarted() {
    return with(
        new Extent(
            extent.from(),
            extent.to(),
            extent.preRoll(),
            extent.recorded(),
            extent.files(),
            extent.restarts() + 1));
  }

  /** It is over. */
  Take ended(State state, Stored stored) {
    Extent whole =
        new Extent(
            extent.from().or(stored::from),
            stored.to().or(extent::to),
            extent.preRoll(),
            stored.recorded(),
            stored.files().stream().map(Path::toString).limit(MOST_FILES).toList(),
            extent.restarts());
    return new Take(id, source, isSpan, origin, text, whole, state, marks);
  }

  /** The same with what the archive holds of it now. */
  Take holding(Stored stored) {
    return with(
        new Extent(
            extent.from(),
            extent.to(),
            extent.preRoll(),
            stored.recorded(),
            stored.files().stream().map(Path::toString).limit(MOST_FILES).toList(),
            extent.restarts()));
  }

  /** It is called something else. */
  Take called(Text text) {
    return new Take(id, source, isSpan, origin, text, extent, state, marks);
  }

  /** The same with one mark more. */
  Take marked(Mark mark) {
    List<Mark> more = new ArrayList<>(marks);
    more.add(mark);
    return new Take(id, source, isSpan, origin, text, extent, state, more);
  }

  private Take with(Extent other) {
    return new Take(id, source, isSpan, origin, text, other, state, marks);
  }
}
