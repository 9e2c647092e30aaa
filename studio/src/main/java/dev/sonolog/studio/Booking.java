package dev.sonolog.studio;

import dev.sonolog.studio.Take.StartedBy;
import java.time.Instant;

/**
 * A take that is to be recorded at its time without anybody's pressing a button. Bookings of one
 * source may overlap.
 *
 * @param id says which one it is, over restarts and changes; whoever books makes it up
 * @param from the first instant that belongs to it, the lead-in included
 * @param to the first instant behind it, the lead-out included
 * @param name of its take, perhaps empty
 * @param note of its take, perhaps empty
 * @param kind who books it; no person
 */
public record Booking(
    String id, String source, Instant from, Instant to, String name, String note, StartedBy kind) {
  private static final int LONGEST_ID = 300;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 9_000;

  /**
   * @throws IllegalArgumentException if it is none; the message says why, for a person
   */
  public Booking {
    if (Order.line("The id of a booking", id, LONGEST_ID).isEmpty()) {
      throw new IllegalArgumentException("A booking has an id");
    }
    name = Order.line("The name of a booking", name, LONGEST_NAME);
    if (note.length() > LONGEST_NOTE) {
      throw new IllegalArgumentException("A note has at most " + LONGEST_NOTE + " letters");
    }
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("A booking ends behind its begin: " + from + " - " + to);
    }
    if (kind == StartedBy.PERSON) {
      throw new IllegalArgumentException("People press Record; they book nothing");
    }
  }

  /** Who began its take, for people. */
  String by() {
    return name.isEmpty() ? kind.word() : name;
  }
}
