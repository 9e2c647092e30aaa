package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Another recorder writes into the directory. */
public final class ArchiveLockedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<LockHolder> holder;

  ArchiveLockedException(Path directory, Optional<LockHolder> holder) {
    super(
        directory
            + " is in use by "
            + holder.map(LockHolder::toString).orElse("another program")
            + "; stop it first, or record into another directory");
    this.holder = holder;
  }

  /** Who it is, if it said so. */
  public Optional<LockHolder> holder() {
    return holder;
  }
}
