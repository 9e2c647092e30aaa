package dev.sonolog.formats.wav;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentTags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The content of a "bext" chunk, version 1 (EBU Tech 3285, 2.3): what broadcasters read of a file,
 * above all when its first sample was on air, to the sample. All text is ASCII. Of even length, as
 * libsndfile knows no padding in RF64.
 */
final class BroadcastExtension {
  /** All but the coding history, in bytes. */
  private static final int FIXED = 602;

  private static final int DESCRIPTION = 256;
  private static final int ORIGINATOR = 32;
  private static final int REFERENCE = 32;
  private static final int DATE = 10;
  private static final int TIME = 8;
  private static final short VERSION = 1;

  private static final DateTimeFormatter LOCAL_DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private static final DateTimeFormatter ORIGIN =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration A_DAY = Duration.ofDays(1);

  private BroadcastExtension() {}

  /** What the chunk holds for a segment. */
  static byte[] of(SegmentTags tags, WaveFormat format) {
    byte[] history = ascii(codingHistory(format));
    int length = FIXED + history.length;
    ByteBuffer out = ByteBuffer.allocate(length + (length & 1)).order(ByteOrder.LITTLE_ENDIAN);
    field(out, DESCRIPTION, description(tags));
    field(out, ORIGINATOR, "Sonolog");
    field(out, REFERENCE, reference(tags));
    field(out, DATE, LOCAL_DATE.format(tags.start()));
    field(out, TIME, LOCAL_TIME.format(tags.start()));
    out.putLong(timeReference(tags.start(), format)).putShort(VERSION);
    return out.position(FIXED).put(history).array();
  }

  private static String description(SegmentTags tags) {
    String name =
        tags.station().map(station -> station + ", " + tags.source()).orElse(tags.source());
    return name + ", " + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(tags.start());
  }

  /** Unique: the end of the run's identity, and the place in the run. */
  private static String reference(SegmentTags tags) {
    String number = "-" + tags.number();
    int room = REFERENCE - number.length();
    return tags.run().substring(Math.max(0, tags.run().length() - room)) + number;
  }

  /** Samples since midnight on the clock on the wall. */
  private static long timeReference(OffsetDateTime start, WaveFormat format) {
    return format.rate().samples(Duration.ofNanos(start.toLocalTime().toNanoOfDay()));
  }

  /** A line as EBU R 98 has it. */
  private static String codingHistory(WaveFormat format) {
    String mode =
        switch (format.channels()) {
          case 1 -> ",M=mono";
          case 2 -> ",M=stereo";
          default -> "";
        };
    String numbers = format.floating() ? " floating-point" : "";
    return String.format(
        Locale.ROOT,
        "A=PCM,F=%d,W=%d%s,T=Sonolog; %d channels%s\r\n",
        format.rate().hertz(),
        format.sampleFormat().bits(),
        mode,
        format.channels(),
        numbers);
  }

  // --- read

  /**
   * When the first sample was on the clock on the wall. The time of origin has whole seconds; the
   * samples since midnight tell it exactly where both agree.
   *
   * @param content of the chunk; any bytes
   */
  static Optional<LocalDateTime> start(byte[] content, SampleRate rate) {
    if (content.length < FIXED) {
      return Optional.empty();
    }
    int date = DESCRIPTION + ORIGINATOR + REFERENCE;
    Optional<LocalDateTime> origin = origin(text(content, date, DATE + TIME));
    long samples =
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong(date + DATE + TIME);
    if (origin.isEmpty() || samples < 0 || samples > rate.samples(A_DAY)) {
      return origin;
    }
    LocalDateTime exact = origin.get().toLocalDate().atStartOfDay().plus(rate.duration(samples));
    Duration apart = Duration.between(origin.get(), exact).abs();
    return Optional.of(apart.compareTo(A_SECOND) <= 0 ? exact : origin.get());
  }

  /** Between the numbers other characters are allowed (EBU Tech 3285, 2.3). */
  private static Optional<LocalDateTime> origin(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text.replaceAll("[-_:. ]", ""), ORIGIN));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static String text(byte[] content, int start, int length) {
    return new String(content, start, length, StandardCharsets.US_ASCII);
  }

  // --- fields

  private static void field(ByteBuffer out, int length, String text) {
    byte[] bytes = ascii(text);
    int end = out.position() + length;
    out.put(bytes, 0, Math.min(bytes.length, length)).position(end);
  }

  /** Accents are left out, other letters replaced. */
  private static byte[] ascii(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
    return plain.getBytes(StandardCharsets.US_ASCII);
  }
}
