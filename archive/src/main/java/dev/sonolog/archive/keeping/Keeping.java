package dev.sonolog.archive.keeping;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.Trash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes note of files, deletes, restores and erases as people ask for it, in the process that
 * writes the archive. Platform threads.
 */
public final class Keeping {
  private final Archive archive;

  public Keeping(Archive archive) {
    this.archive = archive;
  }

  /**
   * Has the catalogue know of files that somebody put in a moment ago.
   *
   * @param order names them
   * @throws IOException if one does not lie where the archive looks for files
   */
  public void takeNote(KeepingOrder order) throws IOException {
    archive.notice(order.files().stream().map(Path::of).toList());
  }

  /** Into the trash. */
  public KeepingReport delete(KeepingOrder order, String by, Consumer<Progress> progress)
      throws IOException {
    KeepingOrder.Choice choice = order.whole(archive.view(), SegmentState.SEALED);
    return KeepingReport.of(
        archive
            .trash()
            .drop(choice.segments(), new Trash.Order(by, GapCause.DELETED, "asked for"), progress),
        choice);
  }

  /** Out of the trash. */
  public KeepingReport restore(KeepingOrder order, String by, Consumer<Progress> progress)
      throws IOException {
    KeepingOrder.Choice choice = order.any(archive.view(), SegmentState.TRASHED);
    return KeepingReport.of(archive.trash().restore(choice.segments(), by, progress), choice);
  }

  /** All that is in the trash, for good. */
  public KeepingReport empty(String by, Consumer<Progress> progress) throws IOException {
    Trash.Order order = new Trash.Order(by, GapCause.DELETED, "the trash was emptied");
    return KeepingReport.of(
        archive.trash().erase(archive.trash().content(), order, progress), nothingMore());
  }

  /** What the rules say, now. */
  public KeepingReport retention(Consumer<Progress> progress) throws IOException {
    return KeepingReport.of(archive.retention().run(Instant.now(), progress), nothingMore());
  }

  private static KeepingOrder.Choice nothingMore() {
    return new KeepingOrder.Choice(List.of(), List.of(), 0);
  }
}
