package dev.sonolog.studio;

import java.util.Optional;

/**
 * A line of the journal: takes and requests as they are from now on. It says all of them, so that a
 * line that is lost costs no more than what it said.
 *
 * @param take as it is now
 * @param request that was taken on
 * @param forgotten the id of a take that is there no more
 */
record JournalEntry(Optional<Take> take, Optional<Remembered> request, Optional<String> forgotten) {
  static JournalEntry of(Take take) {
    return new JournalEntry(Optional.of(take), Optional.empty(), Optional.empty());
  }

  static JournalEntry of(Take take, Remembered request) {
    return new JournalEntry(Optional.of(take), Optional.of(request), Optional.empty());
  }

  static JournalEntry of(Remembered request) {
    return new JournalEntry(Optional.empty(), Optional.of(request), Optional.empty());
  }

  static JournalEntry forgotten(String take) {
    return new JournalEntry(Optional.empty(), Optional.empty(), Optional.of(take));
  }
}
