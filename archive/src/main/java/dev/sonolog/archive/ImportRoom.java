package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How much an import may bring in: what the volume has room for, and what is kept of the source.
 * Blocks in the file system: platform threads only.
 */
public final class ImportRoom {
  private final ImportOrder order;
  private final Optional<CatalogueView> view;

  /**
   * @param view of the catalogue, where there is one
   */
  ImportRoom(ImportOrder order, Optional<CatalogueView> view) {
    this.order = order;
    this.view = view;
  }

  /** How much may be written before less is free than {@code min_free} says, in bytes. */
  public long free() throws IOException {
    FileStore store = store();
    Optional<FreeSpace> least = order.rule().minFree();
    long kept = least.isPresent() ? least.get().of(store.getTotalSpace()) : 0;
    return Math.max(0, store.getUsableSpace() - kept);
  }

  /**
   * How much may come in before the oldest recordings go because of {@code keep_size}, in bytes;
   * nothing if that is not set.
   */
  public Optional<Long> kept() throws IOException {
    Optional<Long> most = order.rule().size();
    if (most.isEmpty()) {
      return Optional.empty();
    }
    long there = view.isPresent() ? view.get().sealedBytes(order.target().source()) : 0;
    return Optional.of(Math.max(0, most.get() - there));
  }

  /** How much of the volume a file takes, in bytes: nothing if it only moves on it. */
  long of(Original original) throws IOException {
    boolean moves = order.originals() == ImportOrder.Originals.REMOVE;
    return moves && Files.getFileStore(original.file()).equals(store()) ? 0 : original.bytes();
  }

  /** The directory itself may have to be made first. */
  private FileStore store() throws IOException {
    Path at = order.target().directory();
    while (!Files.exists(at) && at.getNameCount() > 1) {
      at = at.resolveSibling("");
    }
    return Files.getFileStore(at);
  }
}
