package dev.sonolog.recording;

import dev.sonolog.archive.CatalogueEntry;
import dev.sonolog.archive.NameWords;
import dev.sonolog.archive.SealedFile;
import dev.sonolog.archive.SealedSegment;
import dev.sonolog.archive.SegmentFile;
import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the packets of one run into segments, one after the other. It knows files and their names,
 * and of time only what it is told. Owned by the run.
 *
 * <p>Failure: what the storage refuses comes out as {@link StorageFailure}; from then on nothing is
 * written any more, and the open file is left as it is, for the archive to repair.
 */
final class SegmentWriter {
  private static final Logger LOG = System.getLogger(SegmentWriter.class.getName());

  private final RunContext context;
  private final Function<TrackHeader, SegmentMuxer> muxers;
  private final String extension;
  private final SegmentTap tap;
  private TrackHeader track;
  private SegmentMuxer muxer;
  private Optional<OpenSegment> open = Optional.empty();
  private boolean failed;

  /**
   * @param muxers makes a new muxer of the source's container
   * @param track of the first packets
   */
  SegmentWriter(RunContext context, Function<TrackHeader, SegmentMuxer> muxers, TrackHeader track) {
    this.context = context;
    this.muxers = muxers;
    this.tap = context.surroundings().tap();
    this.track = track;
    this.extension = track.format().codec().extension();
    this.muxer = muxers.apply(track);
  }

  /** Whether the storage failed: nothing more can be written. */
  boolean hasFailed() {
    return failed;
  }

  /** The segment that is being written. */
  Optional<OpenSegment> open() {
    return open;
  }

  /** Whether a segment may begin with the next packet. */
  boolean canBegin() {
    return muxer.canBegin();
  }

  /** Begins a segment; its name is made from the start that the tags say. */
  OpenSegment begin(SegmentTags tags) throws StorageFailure {
    OpenSegment segment = storing(() -> begun(tags));
    open = Optional.of(segment);
    tap.begun(tags, track);
    return segment;
  }

  private NameWords words(SegmentTags tags) {
    return context.surroundings().words().apply(tags.start().toInstant());
  }

  private OpenSegment begun(SegmentTags tags) throws IOException {
    FileSettings files = context.settings().files();
    ZonedDateTime local = tags.start().atZoneSameInstant(files.zone());
    String name =
        files.pattern().name(local, tags.source(), tags.station(), words(tags), extension);
    SegmentFile file = context.archive().create(files.directory(), name, files.mode());
    try {
      muxer.begin(tags, file);
      return new OpenSegment(file, tags);
    } catch (IOException e) {
      file.discard();
      throw e;
    }
  }

  /** Takes a packet: into the open segment, where there is one, else for the next to be exact. */
  void write(Packet packet) throws StorageFailure {
    storing(
        () -> {
          muxer.write(packet);
          return packet;
        });
    if (open.isPresent()) {
      tap.stored(packet);
    }
  }

  /** Whether the next link of a chained stream can go into the open segment. */
  boolean chains() {
    return open.isPresent() && muxer.chains();
  }

  /** Goes on with the next link within the open segment. */
  void chain(TrackHeader next) throws StorageFailure {
    storing(
        () -> {
          muxer.link(next);
          return next;
        });
    track = next;
  }

  /** What follows is of another link; no segment is open. */
  void renew(TrackHeader next) {
    track = next;
    muxer = muxers.apply(next);
  }

  /** Hands everything over that was collected. */
  void flush() throws StorageFailure {
    if (open.isPresent()) {
      SegmentFile file = open.get().file();
      storing(
          () -> {
            file.flush();
            return file;
          });
    }
  }

  /**
   * Ends the open segment, if there is one; the catalogue is told when it has its final name.
   *
   * @param endSample behind its last sample, from the start of the run
   */
  void seal(long endSample, SampleRate rate) throws StorageFailure {
    if (open.isPresent()) {
      OpenSegment segment = open.get();
      tap.ended(true);
      storing(() -> sealed(segment, segment.chapters(endSample, rate)));
      open = Optional.empty();
    }
  }

  private SegmentFile sealed(OpenSegment segment, List<Chapter> chapters) throws IOException {
    SegmentTags tags = segment.tags();
    int preRoll = muxer.missingPreRoll();
    long samples = muxer.seal(tags, chapters);
    context
        .sealing()
        .accept(
            segment
                .file()
                .seal()
                .handle((file, failure) -> sealedOrKept(tags, samples, preRoll, file, failure)));
    return segment.file();
  }

  /** Comes later, on a thread of the storage: nothing of the run's state may be touched here. */
  private @Nullable Void sealedOrKept(
      SegmentTags tags,
      long samples,
      int preRoll,
      @Nullable SealedFile file,
      @Nullable Throwable failure) {
    if (file == null) {
      LOG.log(
          Level.ERROR,
          "{0}: a file could not be sealed, its .part is kept for repair: {1}",
          tags.source(),
          failure == null ? "" : failure.getMessage());
      return null;
    }
    context
        .archive()
        .catalogue()
        .tell(
            new CatalogueEntry.SegmentSealed(
                new SealedSegment(
                    tags.run(),
                    tags.number(),
                    file.file(),
                    tags.firstSample(),
                    tags.start().toInstant(),
                    samples,
                    preRoll,
                    file.bytes(),
                    file.digest())));
    LOG.log(Level.INFO, "{0}: sealed {1}", tags.source(), file.file());
    return null;
  }

  /**
   * Lets go of a segment that could not be sealed.
   *
   * @param holdsAudio whether there is something to repair; else there is no file
   */
  void leave(boolean holdsAudio) {
    open.ifPresent(
        segment -> {
          tap.ended(false);
          if (holdsAudio) {
            segment.file().abandon();
          } else {
            segment.file().discard();
          }
        });
    open = Optional.empty();
  }

  private interface StorageAction<T> {
    T run() throws IOException;
  }

  private <T> T storing(StorageAction<T> action) throws StorageFailure {
    try {
      return action.run();
    } catch (IOException e) {
      failed = true;
      throw new StorageFailure(e);
    }
  }
}
