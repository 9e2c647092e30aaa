package dev.sonolog.studio;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What is known of takes and bookings, in memory and on its way to the disk. On the studio's
 * thread; nobody waits for the disk.
 */
record TakeBook(Takes takes, StudioStore store) {
  /**
   * Notes something.
   *
   * @return whether it is stored
   */
  CompletableFuture<Boolean> keep(JournalEntry entry) {
    takes.apply(entry);
    return store.keep(entry, takes);
  }

  /** A take is so from now on. */
  Take update(Take take) {
    if (!takes.find(take.id()).equals(Optional.of(take))) {
      var _ = keep(JournalEntry.of(take));
    }
    return take;
  }

  Bookings bookings() {
    return takes.bookings();
  }
}
