package dev.sonolog.formats.tags;

import dev.sonolog.formats.SegmentTags;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a segment's tags say for programs: in ID3v2 a user-defined text frame (TXXX) each, in a
 * Vorbis comment a field.
 */
public enum Note {
  /** The configured name of the source. */
  SOURCE,
  /** The identity of the run. */
  RUN,
  /** The place in the run, from 0. */
  NUMBER,
  /** The media time of the first sample. */
  FIRST_SAMPLE,
  /** When the first sample was on air: ISO 8601 with offset and all its nanoseconds. */
  START,
  /** The segment's playable samples; written at the seal. */
  SAMPLES,
  /** The first instant missing before the segment, as {@link #START}. */
  GAP_FROM,
  /** The catalogue's word for why it is missing. */
  GAP_CAUSE,
  /** How many attempts to connect it took. */
  GAP_TRIES;

  private static final String PREFIX = "SONOLOG_";

  /** The name in the tag. */
  String key() {
    return PREFIX + name();
  }

  /** The note that bears this name in a tag, if one does. */
  static Optional<Note> of(String key) {
    for (Note note : values()) {
      if (note.key().equalsIgnoreCase(key)) {
        return Optional.of(note);
      }
    }
    return Optional.empty();
  }

  /** All notes of a segment, in the order of their importance. */
  static Map<Note, String> all(Optional<SegmentTags> tags, OptionalLong samples) {
    Map<Note, String> notes = new EnumMap<>(Note.class);
    samples.ifPresent(count -> notes.put(SAMPLES, Long.toString(count)));
    tags.ifPresent(it -> put(notes, it));
    return notes;
  }

  private static void put(Map<Note, String> notes, SegmentTags tags) {
    notes.put(SOURCE, tags.source());
    notes.put(RUN, tags.run());
    notes.put(NUMBER, Integer.toString(tags.number()));
    notes.put(FIRST_SAMPLE, Long.toString(tags.firstSample()));
    notes.put(START, text(tags.start()));
    tags.gapBefore()
        .ifPresent(
            gap -> {
              notes.put(GAP_FROM, text(gap.from()));
              notes.put(GAP_CAUSE, gap.cause());
              notes.put(GAP_TRIES, Integer.toString(gap.tries()));
            });
  }

  private static String text(OffsetDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }

  /** The playable samples, when they are noted. */
  static OptionalLong samples(Map<Note, String> notes) {
    try {
      String samples = notes.get(SAMPLES);
      return samples == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(samples));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The segment's tags, when all that they need is noted. */
  static Optional<SegmentTags> tags(Map<Note, String> notes, Optional<String> station) {
    String source = notes.get(SOURCE);
    String run = notes.get(RUN);
    if (source == null || run == null) {
      return Optional.empty();
    }
    try {
      OffsetDateTime start = time(notes, START);
      int number = Integer.parseInt(notes.getOrDefault(NUMBER, ""));
      long first = Long.parseLong(notes.getOrDefault(FIRST_SAMPLE, ""));
      return Optional.of(new SegmentTags(source, station, start, run, number, first, gap(notes)));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<SegmentTags.GapNote> gap(Map<Note, String> notes) {
    String cause = notes.get(GAP_CAUSE);
    if (cause == null) {
      return Optional.empty();
    }
    int tries = Integer.parseInt(notes.getOrDefault(GAP_TRIES, ""));
    return Optional.of(new SegmentTags.GapNote(time(notes, GAP_FROM), cause, tries));
  }

  private static OffsetDateTime time(Map<Note, String> notes, Note note) {
    return OffsetDateTime.parse(notes.getOrDefault(note, ""));
  }
}
