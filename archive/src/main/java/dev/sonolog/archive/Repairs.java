package dev.sonolog.archive;

import dev.sonolog.archive.CatalogueEntry.GapFound;
import dev.sonolog.archive.CatalogueEntry.SegmentEmpty;
import dev.sonolog.archive.CatalogueEntry.SegmentRemoved;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Makes segments of the files that were given up because their storage failed, as soon as it works
 * again and while the recording goes on; what was lost between such a file's end and what was known
 * to follow it becomes a gap. A file that holds nothing but its head is taken away.
 *
 * <p>Owned by {@link ArchiveKeeper}, on whose thread it runs and which hangs with the storage; any
 * thread adds. A file whose repair fails is tried again the next time; the first failure is logged.
 */
final class Repairs {
  private static final System.Logger LOGGER = System.getLogger(Repairs.class.getName());
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ArchiveSettings settings;
  private final OutputDirectories directories;
  private final Catalogue catalogue;
  private final CatalogueView view;
  private final Queue<UnfinishedFile> unfinished = new ConcurrentLinkedQueue<>();
  private final Set<Path> failed = new HashSet<>();

  Repairs(ArchiveSettings settings, OutputDirectories directories, Catalogue catalogue) {
    this.settings = settings;
    this.directories = directories;
    this.catalogue = catalogue;
    this.view = catalogue.view();
  }

  /** Remembers a file that is closed. Never waits. */
  void add(UnfinishedFile file) {
    unfinished.add(file);
  }

  /** Tries all files once; while the catalogue fails none, for it must be told. */
  synchronized void run() {
    Set<Volume> silent = new HashSet<>();
    for (int left = unfinished.size(); left > 0 && catalogue.works(); left--) {
      UnfinishedFile file = unfinished.remove();
      if (!answers(file.volume(), silent) || !isDone(file)) {
        unfinished.add(file);
      }
    }
  }

  /** Repairs one file, whoever left it. */
  synchronized RecoveredFile repair(Path part) {
    return recovery().repair(part);
  }

  /** Whether a volume does what it is asked; one that did not is asked once. */
  private static boolean answers(Volume volume, Set<Volume> silent) {
    if (silent.contains(volume)) {
      return false;
    }
    try {
      return volume.await(volume.ask(() -> true));
    } catch (IOException _) {
      silent.add(volume);
      return false;
    }
  }

  private boolean isDone(UnfinishedFile file) {
    try {
      flush();
      finish(file);
      failed.remove(file.part());
      return true;
    } catch (IOException e) {
      if (failed.add(file.part())) {
        LOGGER.log(Level.ERROR, "{0} is not repaired yet: {1}", file.part(), Failures.reason(e));
      }
      return false;
    }
  }

  private void finish(UnfinishedFile file) throws IOException {
    Optional<StoredSegment> row = view.segment(file.file()).filter(Repairs::isRecording);
    if (!Files.exists(file.part())) {
      settleGone(file, row);
    } else if (Files.size(file.part()) <= file.headLength()) {
      Files.delete(file.part());
      LOGGER.log(Level.INFO, "{0} held nothing and was taken away", file.part());
      tellEmpty(row);
    } else if (recovery().finish(file.part()) instanceof RecoveredFile.Sealed sealed) {
      LOGGER.log(Level.INFO, "{0}: repaired: {1}", sealed.source(), sealed.file());
      flush();
      tellMissingBehind(sealed.file());
    }
  }

  /** Somebody else took it away, or repaired it. */
  private void settleGone(UnfinishedFile file, Optional<StoredSegment> row) throws IOException {
    if (!directories.reach(file.part())) {
      throw new IOException("its directory is not there");
    }
    if (row.isPresent() && Files.exists(file.file())) {
      catalogue.demand();
    } else {
      tellRemoved(row);
    }
  }

  private void tellEmpty(Optional<StoredSegment> row) throws IOException {
    if (row.isPresent()) {
      catalogue.tellPatiently(new SegmentEmpty(row.get().run(), row.get().number()), PATIENCE);
    }
  }

  private void tellRemoved(Optional<StoredSegment> row) throws IOException {
    if (row.isPresent()) {
      catalogue.tellPatiently(new SegmentRemoved(row.get().run(), row.get().number()), PATIENCE);
    }
  }

  /** The source went on, or was known to be missing, later than the file ends. */
  private void tellMissingBehind(Path file) throws IOException {
    Optional<StoredSegment> repaired = view.segment(file);
    if (repaired.isPresent()) {
      StoredSegment segment = repaired.get();
      Instant end = segment.knownEnd();
      Optional<Instant> next = accountedBehind(segment);
      if (next.filter(end.plus(Gaps.TOGETHER)::isBefore).isPresent()) {
        catalogue.tellPatiently(
            new GapFound(segment.source(), end, next.get(), GapCause.STORAGE, 0, ""), PATIENCE);
      }
    }
  }

  /** Where the first gap or segment begins of those that come behind the segment. */
  private Optional<Instant> accountedBehind(StoredSegment segment) throws IOException {
    Instant end = segment.knownEnd();
    Stream<Instant> gaps = view.gaps(segment.source(), end, Instant.MAX).stream().map(Gap::from);
    Stream<Instant> segments =
        view.segments(segment.source(), end, Instant.MAX).stream()
            .filter(other -> !other.equals(segment))
            .map(StoredSegment::start);
    return Stream.concat(gaps, segments)
        .filter(start -> start.isAfter(segment.start()))
        .min(Instant::compareTo);
  }

  private static boolean isRecording(StoredSegment row) {
    return row.state() == SegmentState.RECORDING;
  }

  /** A file that was given up is not being written. */
  private Recovery recovery() {
    return new Recovery(settings, catalogue, _ -> false);
  }

  private void flush() throws IOException {
    if (!catalogue.flush(PATIENCE)) {
      throw new IOException("the catalogue stores nothing");
    }
  }
}
