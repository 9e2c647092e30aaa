package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A folder of its own in the trash for each file that was deleted: in it a note, and the file under
 * the path that it had. It lies on the file's own file system, so a file comes and goes by one
 * rename, whatever its size: in {@code .sonolog/trash} of the highest folder of the archive above
 * the file that is on it. Blocks in the file system: platform threads only.
 *
 * @param folder of the entry
 */
record TrashEntry(Path folder) {
  /** The folder of all entries, among the archive's own files. */
  static final String TRASH = "trash";

  private static final String NOTE = "entry.json";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * Takes a file into the trash.
   *
   * @param outermost the directories that all files of the archive lie in
   * @param note its facts; where it lay is filled in
   * @return where it lies now
   * @throws IOException if it lies where it lay
   */
  static Path take(Path file, Collection<Path> outermost, TrashNote note) throws IOException {
    Path folder = file.resolveSibling("");
    try {
      return take(file, base(folder, outermost), note);
    } catch (AtomicMoveNotSupportedException _) {
      return take(file, folder, note); // one file system seen twice is two to a rename
    }
  }

  private static Path take(Path file, Path base, TrashNote note) throws IOException {
    TrashEntry entry = create(base.resolve(SegmentScan.STATE).resolve(TRASH), note.at());
    Path target = entry.folder.resolve(base.relativize(file).toString());
    try {
      entry.note(note, base.relativize(file).toString());
      Files.createDirectories(target.resolveSibling(""));
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      entry.removeFrom(target.resolveSibling(""));
      throw e;
    }
    PartFile.forceFolder(target.resolveSibling(""));
    PartFile.forceFolder(file.resolveSibling(""));
    return target;
  }

  /** The highest folder on the same file system that belongs to the archive. */
  private static Path base(Path folder, Collection<Path> outermost) throws IOException {
    FileStore store = Files.getFileStore(folder);
    Path base = folder;
    for (Path at = folder; isInside(at, outermost); at = at.resolveSibling("")) {
      if (!Files.getFileStore(at).equals(store)) {
        return base;
      }
      base = at;
    }
    return base;
  }

  private static boolean isInside(Path folder, Collection<Path> outermost) {
    return folder.getNameCount() > 0 && outermost.stream().anyMatch(folder::startsWith);
  }

  private static TrashEntry create(Path trash, Instant at) throws IOException {
    Files.createDirectories(trash);
    while (true) {
      String random = "%08x".formatted(ThreadLocalRandom.current().nextInt());
      try {
        Path folder = trash.resolve(STAMP.format(at) + "-" + random);
        return new TrashEntry(Files.createDirectory(folder));
      } catch (FileAlreadyExistsException _) {
        // another one
      }
    }
  }

  private void note(TrashNote note, String file) throws IOException {
    new TrashNote(
            file,
            note.source(),
            note.run(),
            note.number(),
            note.cause(),
            note.at(),
            note.by(),
            note.why())
        .write(folder.resolve(NOTE));
    PartFile.forceFolder(folder);
  }

  /** The entry that a file lies in. */
  static Optional<TrashEntry> of(Path trashed) {
    for (Path at = trashed; at.getNameCount() > 3; at = at.resolveSibling("")) {
      if (at.resolveSibling("").endsWith(Path.of(SegmentScan.STATE, TRASH))) {
        return at.equals(trashed) ? Optional.empty() : Optional.of(new TrashEntry(at));
      }
    }
    return Optional.empty();
  }

  /** What is written about it. */
  Optional<TrashNote> note() {
    return TrashNote.read(folder.resolve(NOTE));
  }

  /** Where a file of it lay before. */
  Path original(Path trashed) {
    Path base = folder.resolve("../../..").normalize();
    return base.resolve(folder.relativize(trashed).toString());
  }

  /** Takes the entry away when its file is gone; anything else in it stays. */
  void remove(Path trashed) throws IOException {
    removeFrom(trashed.resolveSibling(""));
  }

  /** Takes the entry away, if no file lies in it. */
  void removeFrom(Path inner) throws IOException {
    try {
      for (Path at = inner; !at.equals(folder); at = at.resolveSibling("")) {
        Files.deleteIfExists(at);
      }
      Files.deleteIfExists(folder.resolve(NOTE));
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException | NoSuchFileException _) {
      // something of somebody's lies in it, or it is gone
    }
  }
}
