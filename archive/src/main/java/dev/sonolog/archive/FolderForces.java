package dev.sonolog.archive;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings folders to the medium, each as seldom as is safe: a force that has not begun yet serves
 * all who ask until then, for what they changed in the folder lies before it. At the full hour a
 * thousand files that got their names in one folder need a few forces of it and not a thousand.
 *
 * <p>Owned by {@link Volume}; any thread asks, the volume's force threads do it. A folder that
 * cannot be forced is logged and fails nobody.
 */
final class FolderForces {
  private final Lane forcer;
  private final Consumer<Path> force;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, CompletableFuture<@Nullable Void>> waiting = new HashMap<>();

  FolderForces(Lane forcer) {
    this(forcer, PartFile::forceFolder);
  }

  FolderForces(Lane forcer, Consumer<Path> force) {
    this.forcer = forcer;
    this.force = force;
  }

  /** Done when a force of the folder is over that began after this call; never waits. */
  CompletableFuture<@Nullable Void> force(Path folder) {
    lock.lock();
    try {
      return waiting.computeIfAbsent(folder, this::queued).copy();
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<@Nullable Void> queued(Path folder) {
    return forcer.run(
        () -> {
          begin(folder);
          force.accept(folder);
          return null;
        });
  }

  /** Who asks from now on is served by the next one. */
  private void begin(Path folder) {
    lock.lock();
    try {
      waiting.remove(folder);
    } finally {
      lock.unlock();
    }
  }
}
