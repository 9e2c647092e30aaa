package dev.sonolog.archive.live;

import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.SegmentReading;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a source records now, as one stream: packets as they are stored, from one file into the
 * next, each once. Nothing is coded anew but plain samples for browsers. It ends where a player
 * could not go on: with another format, or where a decoder would have to begin anew.
 *
 * <p>A file is done when the catalogue says so, or when it knows a later one of the source: the
 * recorder begins that on the same thread of the volume, behind all that it has written before.
 *
 * <p>Owned by whoever listens. One thread at a time; a platform thread, for each call may touch the
 * disk.
 */
public final class LiveAudio implements Closeable {
  /** So much is read in one go at most, in bytes and in packets. */
  private static final int MOST_BYTES = 256 << 10;

  private static final int MOST_STEPS = 4_000;

  /** A file that has not grown for so long may have come to its end. */
  private static final long LOOK_NANOS = Duration.ofMillis(450).toNanos();

  private final SegmentReading reading;
  private final Catalogue catalogue;
  private final AudioFormat format;
  private final LiveForm form;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private @Nullable LiveFile file;
  private @Nullable LiveOutput output;
  private StoredSegment current;
  private Optional<StoredSegment> following = Optional.empty();
  private boolean ended;
  private long lookedAt = System.nanoTime();

  /** Where the catalogue is read. */
  @FunctionalInterface
  public interface Catalogue {
    /**
     * The index as it is now.
     *
     * @throws IOException if there is none
     */
    CatalogueView view() throws IOException;
  }

  /** How it stands with a stream. */
  public enum State {
    /** There is more to be read at once. */
    MORE,
    /** All that is stored was read. */
    UP_TO_DATE,
    /** Nothing will follow; what goes on is another stream. */
    ENDED
  }

  /**
   * What came next.
   *
   * @param bytes may be none
   */
  @SuppressWarnings("ArrayRecordComponent") // passes through; never compared
  public record Piece(byte[] bytes, State state) {}

  private LiveAudio(
      ArchiveSettings settings, Catalogue catalogue, Recording recording, LiveForm form) {
    this.reading = new SegmentReading(settings.containers());
    this.catalogue = catalogue;
    this.format = recording.format();
    this.form = form;
    this.current = recording.segment();
  }

  /**
   * Begins to listen.
   *
   * @param recording that is being written now
   * @param form one that can hold the recording
   * @param back how much of what was recorded last comes first; as far as the run goes back
   * @throws IOException if the files cannot be read
   */
  public static LiveAudio begin(
      ArchiveSettings settings,
      Catalogue catalogue,
      Recording recording,
      LiveForm form,
      Duration back)
      throws IOException {
    LiveAudio audio = new LiveAudio(settings, catalogue, recording, form);
    try {
      audio.goBack(recording.format().rate().samples(back));
      return audio;
    } catch (IOException | RuntimeException e) {
      audio.close();
      throw e;
    }
  }

  /** Begins in an earlier file of the run where the newest ones are too short. */
  private void goBack(long samples) throws IOException {
    long wanted = samples;
    Optional<StoredSegment> next = Optional.of(current);
    while (next.isPresent()) {
      StoredSegment segment = next.get();
      try {
        LiveFile opened = LiveFile.tail(reading, segment, format, wanted);
        close();
        file = opened;
        current = segment;
        following = Optional.empty();
        wanted -= opened.held();
      } catch (NothingYetException | NoSuchFileException _) {
        if (file != null) {
          return;
        }
        following = Optional.of(segment);
      }
      next =
          wanted > 0 && segment.number() > 0
              ? catalogue
                  .view()
                  .segment(segment.run(), segment.number() - 1)
                  .filter(LiveAudio::isThere)
              : Optional.empty();
    }
  }

  private static boolean isThere(StoredSegment segment) {
    return segment.state() == SegmentState.RECORDING || segment.state() == SegmentState.SEALED;
  }

  /**
   * Reads on, no more than fits into a moment.
   *
   * @throws IOException if the files or the catalogue cannot be read
   */
  public Piece read() throws IOException {
    State state = State.MORE;
    for (int i = 0; i < MOST_STEPS && state == State.MORE && gathered.size() < MOST_BYTES; i++) {
      state = step();
    }
    return new Piece(taken(), state);
  }

  /**
   * Nobody waits for more: what is stored, and what a stream ends with.
   *
   * @throws IOException if the files cannot be read
   */
  public byte[] finish() throws IOException {
    if (file != null) {
      file.finish();
      while (file != null && !ended) {
        var _ = step();
      }
    }
    if (output != null) {
      output.end();
    }
    ended = true;
    return taken();
  }

  private byte[] taken() {
    byte[] bytes = gathered.toByteArray();
    gathered.reset();
    return bytes;
  }

  private State step() throws IOException {
    if (ended) {
      return State.ENDED;
    }
    LiveFile open = file;
    if (open == null) {
      return beginsNext() ? State.MORE : State.UP_TO_DATE;
    }
    try {
      Optional<LiveFile.Next> next = open.next();
      lookedAt = System.nanoTime();
      if (next.isPresent()) {
        take(open, next.get());
      }
      return State.MORE;
    } catch (NothingYetException _) {
      return isDone(open) ? State.MORE : State.UP_TO_DATE;
    }
  }

  private void take(LiveFile from, LiveFile.Next next) throws IOException {
    switch (next) {
      case LiveFile.Next.Header(TrackHeader header) -> {
        if (header.format().codec() != format.codec()) {
          ended = true; // the media type was told for good
        } else if (output == null) {
          output = LiveOutput.of(form, from.container(), header, from.segment(), gathered);
        } else {
          ended = !output.goesOnWith(header);
        }
      }
      case LiveFile.Next.Audio(Packet packet, boolean wanted) -> take(packet, wanted);
      case LiveFile.Next.End _ -> {
        close();
        lookedAt -= LOOK_NANOS; // the next file may be there already
      }
    }
  }

  private void take(Packet packet, boolean wanted) throws IOException {
    LiveOutput out = Optional.ofNullable(output).orElseThrow();
    if (wanted) {
      ended = !out.write(packet);
    } else {
      out.remember(packet);
    }
  }

  // --- from one file to the next

  private boolean isDone(LiveFile open) throws IOException {
    if (!isTimeToLook()) {
      return false;
    }
    StoredSegment now = catalogue.view().segment(current.key()).orElse(current);
    boolean done = now.state() != SegmentState.RECORDING || successor(now).isPresent();
    if (done) {
      open.finish();
    }
    return done;
  }

  private boolean isTimeToLook() {
    long now = System.nanoTime();
    boolean time = now - lookedAt >= LOOK_NANOS;
    if (time) {
      lookedAt = now;
    }
    return time;
  }

  /** The next file that is there, of this run or of a later one. */
  private Optional<StoredSegment> successor(StoredSegment segment) throws IOException {
    CatalogueView view = catalogue.view();
    Optional<StoredSegment> next = view.firstFrom(segment.source(), segment.start().plusNanos(1));
    while (next.isPresent() && !isThere(next.get())) {
      next = view.firstFrom(segment.source(), next.get().start().plusNanos(1));
    }
    return next;
  }

  private boolean beginsNext() throws IOException {
    if (following.isEmpty() && isTimeToLook()) {
      following = successor(catalogue.view().segment(current.key()).orElse(current));
    }
    if (following.isEmpty()) {
      return false;
    }
    try {
      file = LiveFile.whole(reading, following.get());
    } catch (NothingYetException | NoSuchFileException _) {
      return false; // it has only just begun
    }
    current = following.get();
    following = Optional.empty();
    if (output != null) {
      output.nextFile();
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    LiveFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
