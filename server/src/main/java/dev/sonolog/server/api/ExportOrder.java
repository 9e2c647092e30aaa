package dev.sonolog.server.api;

import dev.sonolog.analysis.Coding;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.TargetKind;
import dev.sonolog.jobs.TranscodeOrder;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is to be exported.
 *
 * @param coding into what it is coded anew; where it is empty, it stays as it was recorded
 */
record ExportOrder(String source, Span span, GapPolicy gaps, Optional<Coding> coding) {
  static final String EXAMPLE =
      "{\"source\": \"...\", \"from\": \"2026-11-20T14:00:00Z\", \"to\": \"2026-11-20T15:00:00Z\","
          + " \"gaps\": \"silence\", \"as\": \"mp3\", \"bitrate\": 192}";

  private static final Duration MOST = Duration.ofDays(31);
  private static final int KILO = 1_000;

  /**
   * As it is sent.
   *
   * @param as a format, or nothing
   * @param bitrate in kbit/s
   * @param bits 16, 24 or float
   */
  record Said(
      @Nullable String source,
      @Nullable String from,
      @Nullable String to,
      @Nullable String gaps,
      @Nullable String as,
      @Nullable Integer bitrate,
      @Nullable String bits) {

    ExportOrder checked() throws ProblemException {
      if (source == null || from == null || to == null) {
        throw Problem.BAD_REQUEST.exception("Say source, from and to, such as " + EXAMPLE);
      }
      Span span = Span.of(Instants.parse("from", from), Instants.parse("to", to), MOST);
      return new ExportOrder(source, span, policy(), coding());
    }

    private GapPolicy policy() throws ProblemException {
      List<GapPolicy> all = Arrays.asList(GapPolicy.values());
      return gaps == null
          ? GapPolicy.SEPARATE
          : all.stream()
              .filter(it -> it.word().equals(gaps))
              .findFirst()
              .orElseThrow(() -> Words.unknown("gaps", all.stream().map(GapPolicy::word).toList()));
    }

    private Optional<Coding> coding() throws ProblemException {
      if (as == null) {
        if (bitrate != null || bits != null) {
          throw Problem.BAD_REQUEST.exception(
              "bitrate and bits are for what is coded anew: say as, too");
        }
        return Optional.empty();
      }
      List<String> all = Arrays.stream(TargetKind.values()).map(TargetKind::word).toList();
      TargetKind kind = TargetKind.of(as).orElseThrow(() -> Words.unknown("as", all));
      return Optional.of(new Coding(kind, samples(kind), bitrate(kind)));
    }

    private Optional<SampleFormat> samples(TargetKind kind) throws ProblemException {
      if (bits == null) {
        return Optional.empty();
      }
      if (!kind.keepsSamples() || (kind == TargetKind.FLAC && bits.equals("float"))) {
        throw Problem.BAD_REQUEST.exception(
            "bits is 16 or 24 of wav and flac, and of wav float, too");
      }
      return Optional.of(
          switch (bits) {
            case "16" -> SampleFormat.S16;
            case "24" -> SampleFormat.S24;
            case "float" -> SampleFormat.FLOAT;
            default -> throw Words.unknown("bits", List.of("16", "24", "float"));
          });
    }

    private OptionalInt bitrate(TargetKind kind) throws ProblemException {
      if (bitrate == null) {
        return OptionalInt.empty();
      }
      int least = TranscodeOrder.MIN_BITRATE / KILO;
      int most = TranscodeOrder.MAX_BITRATE / KILO;
      if (kind.keepsSamples() || bitrate < least || bitrate > most) {
        throw Problem.BAD_REQUEST.exception(
            "bitrate is %d to %d kbit/s of mp3, opus and m4a".formatted(least, most));
      }
      return OptionalInt.of(bitrate * KILO);
    }
  }
}
