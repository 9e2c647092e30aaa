package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** All the locks of an archive, taken together or not at all. Platform threads only. */
final class ArchiveLocks {
  private final List<ArchiveLock> locks = new ArrayList<>();

  private ArchiveLocks() {}

  /**
   * @throws ArchiveLockedException if somebody holds one of them
   */
  static ArchiveLocks acquire(Collection<Path> folders, LockHolder holder) throws IOException {
    ArchiveLocks all = new ArchiveLocks();
    try {
      for (Path folder : folders) {
        all.locks.add(ArchiveLock.acquire(folder, holder));
      }
      return all;
    } catch (IOException | RuntimeException e) {
      all.release();
      throw e;
    }
  }

  void touch() throws IOException {
    for (ArchiveLock lock : locks) {
      lock.touch();
    }
  }

  void release() {
    locks.forEach(ArchiveLock::release);
  }
}
