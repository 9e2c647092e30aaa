package dev.sonolog.studio;

import java.util.List;
import java.util.Optional;

/**
 * A line of the journal: takes, requests and bookings as they are from now on. It says all of them,
 * so that a line that is lost costs no more than what it said.
 *
 * @param take as it is now
 * @param request that was taken on
 * @param forgotten the id of a take that is there no more
 * @param booked as they are now
 */
record JournalEntry(
    Optional<Take> take,
    Optional<Remembered> request,
    Optional<String> forgotten,
    List<Booked> booked) {
  JournalEntry {
    booked = List.copyOf(booked);
  }

  static JournalEntry of(Take take) {
    return new JournalEntry(Optional.of(take), Optional.empty(), Optional.empty(), List.of());
  }

  static JournalEntry of(Take take, Remembered request) {
    return new JournalEntry(Optional.of(take), Optional.of(request), Optional.empty(), List.of());
  }

  static JournalEntry of(Remembered request) {
    return new JournalEntry(Optional.empty(), Optional.of(request), Optional.empty(), List.of());
  }

  static JournalEntry of(Take take, Booked booked) {
    return new JournalEntry(Optional.of(take), Optional.empty(), Optional.empty(), List.of(booked));
  }

  static JournalEntry of(List<Booked> booked) {
    return new JournalEntry(Optional.empty(), Optional.empty(), Optional.empty(), booked);
  }

  static JournalEntry forgotten(String take) {
    return new JournalEntry(Optional.empty(), Optional.empty(), Optional.of(take), List.of());
  }
}
