package dev.sonolog.recording;

import dev.sonolog.archive.GapCause;
import dev.sonolog.capture.PacketSource;
import dev.sonolog.formats.SegmentTags.GapNote;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Title;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Records one connection: pulls elements in a plain loop and gives them to the run they belong to.
 * A change of format ends a run and begins another. It lives on the source's thread and dies with
 * the connection; its {@link Supervisor} survives it.
 */
final class Recorder {
  private final RunContext context;
  private final PacketSource source;
  private Optional<GapNote> gapBefore;
  private int tries;
  private Optional<Title> title = Optional.empty();
  private Optional<Run> run = Optional.empty();
  private Optional<Recorded> recorded = Optional.empty();
  private Optional<StorageFailure> failedWhileWaiting = Optional.empty();

  /**
   * What became of a connection.
   *
   * @param duration how long audio of it was stored
   * @param gapAfter the gap that began when it ended
   */
  record Recorded(Duration duration, GapNote gapAfter) {}

  /**
   * @param gapBefore the gap that the first packet ends
   * @param tries how many attempts to connect that took
   */
  Recorder(RunContext context, PacketSource source, Optional<GapNote> gapBefore, int tries) {
    this.context = context;
    this.source = source;
    this.gapBefore = gapBefore;
    this.tries = tries;
  }

  /**
   * Records until the source ends.
   *
   * @throws StorageFailure if the storage fails
   * @throws IOException if the source does
   */
  void record() throws IOException {
    source.beforeWaiting(this::handOver);
    while (true) {
      StreamElement element = next();
      switch (element) {
        case StreamElement.End() -> {
          return;
        }
        case StreamElement.TrackHeader header -> begin(header);
        case StreamElement.Packet packet -> takePacket(packet);
        case Title heard -> takeTitle(heard);
        case StreamElement.Damage damage -> takeIfRunning(damage);
      }
    }
  }

  /** Ends what is being recorded, because of {@code cause}. */
  void end(GapCause cause, String detail) throws StorageFailure {
    if (run.isEmpty()) {
      return;
    }
    Run ending = run.get();
    run = Optional.empty();
    try {
      ending.end(cause, detail);
    } finally {
      ending.span().ifPresent(span -> remember(span, cause));
    }
  }

  /** What was recorded of the connection, after {@link #end}; nothing when no packet was stored. */
  Optional<Recorded> recorded() {
    return recorded;
  }

  private void remember(Run.Span span, GapCause cause) {
    Duration before = recorded.map(Recorded::duration).orElse(Duration.ZERO);
    GapNote gap = new GapNote(span.end().atOffset(ZoneOffset.UTC), cause.word(), 0);
    recorded =
        Optional.of(new Recorded(before.plus(Duration.between(span.start(), span.end())), gap));
    gapBefore = Optional.of(gap);
    tries = 0;
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
    if (failedWhileWaiting.isPresent()) {
      throw failedWhileWaiting.get();
    }
  }

  private void begin(StreamElement.TrackHeader header) throws StorageFailure {
    end(GapCause.FORMAT_CHANGED, "now " + header.format());
    Run beginning =
        new Run(
            context,
            source.station(),
            header.format(),
            source.container().muxer(header),
            gapBefore,
            tries);
    run = Optional.of(beginning);
    if (title.isPresent()) {
      beginning.take(title.get(), source.arrivalNanos());
    }
  }

  private Run current() {
    return run.orElseThrow(() -> new IllegalStateException("A packet came before any header"));
  }

  /** Only packets count as heard: bytes that are none leave the source stalled. */
  private void takePacket(StreamElement.Packet packet) throws StorageFailure {
    long arrival = source.arrivalNanos();
    context.heard().accept(arrival);
    current().take(packet, arrival);
  }

  private void takeTitle(Title heard) throws StorageFailure {
    if (context.settings().keepTitles()) {
      title = Optional.of(heard);
      takeIfRunning(heard);
    }
  }

  private void takeIfRunning(StreamElement element) throws StorageFailure {
    if (run.isPresent()) {
      run.get().take(element, source.arrivalNanos());
    }
  }

  /** Called from within the source's wait, whose layers must not see a failure of the storage. */
  private void handOver() {
    if (run.isEmpty() || failedWhileWaiting.isPresent()) {
      return;
    }
    try {
      run.get().handOver();
    } catch (StorageFailure e) {
      failedWhileWaiting = Optional.of(e);
    }
  }
}
