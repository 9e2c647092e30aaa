package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes segment files and knows which of them are being written, so that nobody repairs those. Any
 * thread.
 */
final class SegmentFiles {
  private final Volumes volumes;
  private final Duration sync;
  private final LongSupplier clock;
  private final Consumer<UnfinishedFile> repairs;
  private final Set<Path> open = ConcurrentHashMap.newKeySet();

  /**
   * @param sync how often a file is forced to the medium
   * @param clock monotonic nanoseconds
   * @param repairs told of files that are left unfinished, on any thread
   */
  SegmentFiles(
      Volumes volumes, Duration sync, LongSupplier clock, Consumer<UnfinishedFile> repairs) {
    this.volumes = volumes;
    this.repairs = repairs;
    this.sync = sync;
    this.clock = clock;
  }

  /**
   * Creates a file; waits for the volume without holding a carrier of virtual threads.
   *
   * @param directory an output directory
   * @param name the relative name, with {@code /} between folders
   * @throws VolumeStalledException if the volume does not answer
   * @throws IOException if the name is no name of a segment, or the file cannot be created
   */
  SegmentFile create(Path directory, String name, Set<PosixFilePermission> mode)
      throws IOException {
    Path wanted = SegmentScan.checkedName(directory, name);
    Volume volume =
        volumes
            .volume(directory)
            .orElseThrow(() -> new IOException(directory + " is no output directory"));
    CompletableFuture<PartFile> created = volume.ask(() -> created(wanted, mode));
    try {
      return segment(volume, volume.await(created));
    } catch (IOException e) {
      var _ = created.whenComplete((late, _) -> discardLate(volume, late));
      throw e instanceof VolumeStalledException
          ? e
          : new IOException("Cannot create " + wanted + ": " + e.getMessage(), e);
    }
  }

  /** Whether this process is writing the unfinished file. */
  boolean isOpen(Path part) {
    return open.contains(part);
  }

  private PartFile created(Path wanted, Set<PosixFilePermission> mode) throws IOException {
    PartFile part = PartFile.create(wanted, mode);
    open.add(FinalName.part(part.target()));
    return part;
  }

  /** The volume came round when nobody waited any more. */
  private void discardLate(Volume volume, @Nullable PartFile late) {
    if (late != null) {
      segment(volume, late).discard();
    }
  }

  private SegmentFile segment(Volume volume, PartFile part) {
    Path path = FinalName.part(part.target());
    return new SegmentFile(volume, part, sync, clock, left -> ended(path, left));
  }

  private void ended(Path part, Optional<UnfinishedFile> left) {
    open.remove(part);
    left.ifPresent(repairs);
  }
}
