package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a file from elsewhere in an archive that has it already: as the catalogue knows it, or
 * under a name that it would get. Only what is the same byte by byte is the same. One thread, which
 * reads both files.
 */
final class ImportMatch {
  private final Optional<CatalogueView> view;
  private final String source;

  /** What this process put in, and no catalogue may know yet. */
  private final Map<SegmentKey, Path> stored = new HashMap<>();

  /**
   * @param view of the catalogue, where there is one
   */
  ImportMatch(Optional<CatalogueView> view, String source) {
    this.view = view;
    this.source = source;
  }

  /** From now on it is there. */
  void store(Original original, Path file) {
    original.key().ifPresent(key -> stored.put(key, file));
  }

  /**
   * Where a file lies in the archive.
   *
   * @param wanted the name that it would get
   * @throws IOException if the archive has the recording, but with other bytes
   */
  Optional<Path> find(Original original, Path wanted) throws IOException {
    Optional<Path> own = own(original);
    if (own.isPresent() && !isSame(original, own.get())) {
      throw new IOException("is another version of a recording of this archive: " + own.get());
    }
    return own.isPresent() ? own : byName(original, wanted);
  }

  /** The file of the same run and number. */
  private Optional<Path> own(Original original) throws IOException {
    Optional<SegmentKey> key = original.key();
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> here = Optional.ofNullable(stored.get(key.get()));
    if (here.isPresent() || view.isEmpty()) {
      return here;
    }
    return view.get().segment(key.get()).map(StoredSegment::file).filter(Files::isRegularFile);
  }

  private Optional<Path> byName(Original original, Path wanted) throws IOException {
    for (int number = 1; number <= FinalName.MOST; number++) {
      Path file = FinalName.candidate(wanted, number);
      if (FinalName.isFree(file)) {
        return byTime(original);
      }
      if (isSame(original, file)) {
        return Optional.of(file);
      }
    }
    throw FinalName.tooMany(wanted);
  }

  /** Somebody may have renamed it in the archive. */
  private Optional<Path> byTime(Original original) throws IOException {
    if (view.isEmpty()) {
      return Optional.empty();
    }
    List<StoredSegment> then =
        view.get().segments(source, original.start(), original.start().plusNanos(1));
    for (StoredSegment segment : then) {
      boolean same = segment.start().equals(original.start()) && isSame(original, segment.file());
      if (same) {
        return Optional.of(segment.file());
      }
    }
    return Optional.empty();
  }

  private static boolean isSame(Original original, Path file) throws IOException {
    return SeenFile.at(file).filter(seen -> seen.bytes() == original.bytes()).isPresent()
        && Files.mismatch(original.file(), file) < 0;
  }
}
