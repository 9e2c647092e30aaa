package dev.sonolog.recording;

import dev.sonolog.archive.GapCause;
import dev.sonolog.capture.PacketSource;
import dev.sonolog.formats.SegmentTags.GapNote;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Listens to one connection of a source that is recorded in takes, and records those: from memory
 * what came before the press, then what comes, up to the instant at which somebody ends it. It
 * lives on the source's thread and dies with the connection; a take may survive it.
 *
 * <p>Failure: what the storage refuses while a take is recorded ends the connection, as it does
 * where all is recorded; when a take ends, it only costs what was not stored.
 */
final class Monitor implements Session {
  private static final Logger LOG = System.getLogger(Monitor.class.getName());

  private final RunContext context;
  private final PacketSource source;
  private final TakeDesk desk;
  private final GapBook gaps;
  private final Duration held;
  private final Runnable heard;
  private final Consumer<Take> concluding;
  private Optional<SuspendedRun> suspended;
  private Optional<Listening> listening = Optional.empty();
  private Optional<TakeRecording> recording = Optional.empty();
  private Duration worth = Duration.ZERO;

  private record TakeRecording(Take take, Recorder recorder) {}

  /**
   * @param context without a take
   * @param desk where people say what they want
   * @param gaps told of those that takes end and begin
   * @param suspended the run of the connection before, if it may go on
   * @param heard told when the first packet came
   * @param concluding told of a take that is over
   */
  Monitor(
      RunContext context,
      PacketSource source,
      TakeDesk desk,
      GapBook gaps,
      Optional<SuspendedRun> suspended,
      Runnable heard,
      Consumer<Take> concluding) {
    this.context = context;
    this.source = source;
    this.desk = desk;
    this.gaps = gaps;
    this.suspended = suspended;
    this.heard = heard;
    this.concluding = concluding;
    TakeSettings takes = context.settings().takes().orElseThrow();
    this.held = takes.preRoll().plus(takes.reach());
  }

  @Override
  public void record() throws IOException {
    source.beforeWaiting(this::handOver);
    desk.current().filter(Take::isUnderWay).ifPresent(this::goOn);
    for (StreamElement element = next();
        !(element instanceof StreamElement.End);
        element = next()) {
      listen(element);
      if (recording.isPresent()) {
        recording.get().recorder().accept(element);
        concludeIfOver(recording.get());
      }
      look();
    }
  }

  private StreamElement next() throws IOException {
    try {
      StreamElement element = source.next();
      checkStorage();
      return element;
    } catch (IOException e) {
      checkStorage();
      throw e;
    }
  }

  private void checkStorage() throws StorageFailure {
    if (recording.isPresent()) {
      recording.get().recorder().checkStorage();
    }
  }

  // --- what is heard

  private void listen(StreamElement element) {
    if (element instanceof TrackHeader header
        && listening.filter(it -> it.isOf(header, source.container().name())).isEmpty()) {
      count();
      listening = Optional.of(new Listening(header, source.container(), held, context.wallClock()));
    }
    long arrival = source.arrivalNanos();
    boolean isFirst = worth().isZero();
    listening.ifPresent(it -> it.hear(element, arrival));
    if (element instanceof StreamElement.Packet) {
      context.heard().accept(arrival);
      if (isFirst) {
        heard.run();
      }
    }
  }

  private void count() {
    worth = worth();
    listening = Optional.empty();
  }

  /** How much audio was heard, stored or not. */
  @Override
  public Duration worth() {
    return worth.plus(listening.map(Listening::heard).orElse(Duration.ZERO));
  }

  // --- a take begins

  /** A take that was begun with an earlier connection: all that comes belongs to it. */
  private void goOn(Take take) {
    record(take, suspended);
    suspended = Optional.empty();
  }

  private Recorder record(Take take, Optional<SuspendedRun> before) {
    Recorder recorder = new Recorder(context.of(take), source, gaps.gap(), gaps.tries(), before);
    recording = Optional.of(new TakeRecording(take, recorder));
    return recorder;
  }

  /** Begins what is wanted, as soon as its audio has come. */
  private void look() throws StorageFailure {
    Optional<Take> wanted = desk.current();
    if (wanted.isEmpty() || recording.isPresent() || listening.isEmpty()) {
      return;
    }
    Take take = wanted.get();
    if (!listening.get().isSettled(context.time().nanos())) {
      return;
    }
    Optional<Beginning> beginning = listening.get().beginning(earliest(take));
    if (beginning.isPresent()) {
      Optional<Instant> endBefore =
          gaps.gap()
              .filter(_ -> listening.get().goesOn(beginning.get()))
              .map(note -> note.from().toInstant());
      record(take, Optional.empty()).begin(beginning.get(), endBefore);
      concludeIfOver(recording.orElseThrow());
    } else if (take.end().filter(listening.get()::hasReached).isPresent()) {
      take.finish(); // it ends before it begins
      concluding.accept(take);
    }
  }

  /** What another connection brought is not stored once more. */
  private Instant earliest(Take take) {
    Instant wanted = take.earliest();
    return listening.filter(Listening::isUsed).isPresent()
        ? wanted
        : gaps.gap().map(note -> note.from().toInstant()).filter(wanted::isBefore).orElse(wanted);
  }

  // --- a take ends

  private void concludeIfOver(TakeRecording ending) {
    if (ending.take().isOver()) {
      conclude(ending);
    }
  }

  private void conclude(TakeRecording ending) {
    recording = Optional.empty();
    try {
      var _ = ending.recorder().leave(GapCause.BETWEEN_TAKES, "", false);
    } catch (StorageFailure e) {
      LOG.log(
          Level.ERROR,
          "{0}: the end of a take could not be stored: {1}",
          context.settings().name(),
          e.getMessage());
    }
    long unused = ending.recorder().surplus();
    listening.ifPresent(it -> it.use(unused));
    gaps.remember(ending.recorder().gap());
    concluding.accept(ending.take());
  }

  /** Called from within the source's wait, whose layers must not see a failure of the storage. */
  private void handOver() {
    recording.ifPresent(it -> it.recorder().handOver());
    desk.current().filter(it -> it.isOverdue(context.time().nanos())).ifPresent(this::giveUp);
  }

  /** The audio of its end does not come: it ends with what is there. */
  private void giveUp(Take overdue) {
    overdue.finish();
    if (recording.isPresent()) {
      conclude(recording.get());
    } else {
      concluding.accept(overdue);
    }
  }

  // --- the connection ends

  @Override
  public Optional<SuspendedRun> leave(GapCause cause, String detail, boolean hopeful)
      throws StorageFailure {
    if (recording.isEmpty()) {
      return suspended;
    }
    TakeRecording broken = recording.get();
    boolean goesOn = hopeful && broken.take().end().isEmpty();
    try {
      return broken.recorder().leave(cause, detail, goesOn);
    } finally {
      gaps.remember(broken.recorder().gap());
    }
  }

  @Override
  public void abandon(String detail) throws StorageFailure {
    if (recording.isPresent()) {
      recording.get().recorder().abandon(detail);
      gaps.remember(recording.get().recorder().gap());
    }
  }

  @Override
  public Optional<GapNote> gap() {
    return gaps.gap();
  }
}
