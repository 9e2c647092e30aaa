package dev.sonolog.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the output directories are still those that the archive was opened with. A disk that is
 * not mounted any more leaves an empty folder behind, which must not be taken for an archive whose
 * files were deleted: it lies on another file store, and the lock that this process holds is not in
 * it. Either sign is enough: a lock that somebody deleted for its age is made anew within the hour
 * ({@link ArchiveLock#touch}), in an unmounted disk's folder as well, where the file store still
 * tells. Any platform thread: asking the file system may hang.
 */
final class OutputDirectories {
  private static final System.Logger LOGGER = System.getLogger(OutputDirectories.class.getName());

  private final Set<Path> directories;
  private final Map<Path, FileStore> stores = new HashMap<>();
  private final Set<Path> locked;
  private final Set<Path> absent = ConcurrentHashMap.newKeySet();

  /** Looks where the directories lie now; their locks are held. */
  OutputDirectories(ArchiveSettings settings) {
    directories = settings.directories();
    locked = Set.copyOf(settings.outermost());
    for (Path directory : directories) {
      try {
        stores.put(directory, Files.getFileStore(directory));
      } catch (IOException e) {
        LOGGER.log(Level.DEBUG, "{0} is not there: {1}", directory, Failures.reason(e));
      }
    }
  }

  /**
   * Whether a file that is not found was taken away, and not the storage below it. Ask behind the
   * look for the file: the storage may go between the two.
   */
  boolean reach(Path file) {
    return directories.stream().filter(file::startsWith).allMatch(this::isThere);
  }

  private boolean isThere(Path directory) {
    boolean there = hasLock(directory) && liesWhereItDid(directory);
    if (there && absent.remove(directory)) {
      LOGGER.log(Level.INFO, "{0} is there again", directory);
    } else if (!there && absent.add(directory)) {
      LOGGER.log(
          Level.WARNING,
          "{0} is not what it was when the archive was opened; is its disk mounted?"
              + " Its segments are not taken for deleted",
          directory);
    }
    return there;
  }

  private boolean hasLock(Path directory) {
    return !locked.contains(directory)
        || Files.isRegularFile(directory.resolve(SegmentScan.STATE).resolve(ArchiveLock.FILE));
  }

  private boolean liesWhereItDid(Path directory) {
    try {
      return Files.getFileStore(directory).equals(stores.get(directory));
    } catch (IOException _) {
      return false;
    }
  }
}
