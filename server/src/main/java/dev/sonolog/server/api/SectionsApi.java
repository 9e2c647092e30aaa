package dev.sonolog.server.api;

import dev.sonolog.analysis.LoudSections;
import dev.sonolog.analysis.SectionFormat;
import dev.sonolog.analysis.SectionList;
import dev.sonolog.analysis.TimedSection;
import dev.sonolog.analysis.UnmeasurableException;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.measure.SectionSettings;
import dev.sonolog.server.files.ContentDisposition;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.AnalysisDefaults;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.Measured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The loud sections of recordings and of spans, across the borders of files. Any platform thread.
 */
final class SectionsApi {
  private static final Duration MOST = Duration.ofDays(31);

  private final ArchiveService archive;
  private final AnalysisDefaults defaults;
  private final Measured measured;
  private final KnownRecordings known;

  SectionsApi(
      ArchiveService archive, AnalysisDefaults defaults, Measured measured, KnownRecordings known) {
    this.archive = archive;
    this.defaults = defaults;
    this.measured = measured;
    this.known = known;
  }

  List<Route> routes() {
    return List.of(
        Route.slow("GET", ApiV1.ROOT + "/recordings/{id}/sections", ApiV1.READ, this::ofRecording),
        Route.slow("GET", ApiV1.ROOT + "/sources/{name}/sections", ApiV1.READ, this::ofSource));
  }

  /**
   * A loud section.
   *
   * @param start of it in seconds behind the span's start
   * @param end as {@code start}
   */
  record SectionView(
      Instant from,
      Instant to,
      double start,
      double end,
      double score,
      Optional<Double> peakDbfs,
      double noiseDbfs) {
    static SectionView of(TimedSection section, Instant origin) {
      return new SectionView(
          section.from(),
          section.to(),
          seconds(origin, section.from()),
          seconds(origin, section.to()),
          section.score(),
          section.peak().stream().boxed().findFirst(),
          section.noise());
    }

    private static double seconds(Instant origin, Instant instant) {
      return Duration.between(origin, instant).toNanos() / 1e9;
    }
  }

  /** A recording that could not be measured. */
  record Unmeasured(String id, String reason) {}

  /** What stands out, and with which settings. */
  record Sections(
      String source,
      Instant from,
      Instant to,
      double margin,
      double minGap,
      double minDuration,
      List<SectionView> sections,
      List<Unmeasured> unmeasured) {}

  /** What was found. */
  private record Found(List<TimedSection> sections, List<Unmeasured> unmeasured) {}

  private Answer ofRecording(Request request)
      throws IOException, ProblemException, InterruptedException {
    Query query = Query.of(request, "margin", "minGap", "minDuration", "format");
    Wanted wanted = wanted(query);
    Recording recording = known.present(request.variable("id"));
    StoredSegment segment = recording.segment();
    Instant end =
        segment.start().plus(recording.format().rate().duration(known.samples(recording)));
    return answer(
        wanted,
        segment.source(),
        new Span(segment.start(), end),
        segment.file().getFileName().toString(),
        find(List.of(segment), wanted));
  }

  private Answer ofSource(Request request)
      throws IOException, ProblemException, InterruptedException {
    Query query = Query.of(request, "from", "to", "margin", "minGap", "minDuration", "format");
    Wanted wanted = wanted(query);
    Span span = Span.of(query, Instant.now(), MOST);
    String source = known.source(request.variable("name"));
    List<StoredSegment> segments =
        known.view().segments(source, span.from(), span.to()).stream()
            .filter(it -> it.state() == SegmentState.SEALED || it.state() == SegmentState.RECORDING)
            .toList();
    Found found = find(segments, wanted);
    List<TimedSection> within =
        found.sections().stream()
            .filter(it -> it.to().isAfter(span.from()) && it.from().isBefore(span.to()))
            .toList();
    return answer(wanted, source, span, source + ".wav", new Found(within, found.unmeasured()));
  }

  // --- what is wanted

  /** How sections are found and told. */
  private record Wanted(SectionSettings settings, SectionFormat format) {}

  private Wanted wanted(Query query) throws ProblemException {
    double margin =
        query
            .number("margin", AnalysisDefaults.LEAST_MARGIN, AnalysisDefaults.MOST_MARGIN)
            .orElse(defaults.margin());
    double minGap = query.number("minGap", 0, AnalysisDefaults.MOST_GAP).orElse(defaults.minGap());
    double minDuration =
        query
            .number("minDuration", 0, AnalysisDefaults.MOST_DURATION)
            .orElse(defaults.minDuration());
    SectionFormat format =
        query
            .word(
                "format",
                List.of(
                    SectionFormat.JSON,
                    SectionFormat.CSV,
                    SectionFormat.AUDACITY,
                    SectionFormat.CUE),
                it -> it.name().toLowerCase(Locale.ROOT))
            .orElse(SectionFormat.JSON);
    return new Wanted(new SectionSettings(margin, minGap, minDuration), format);
  }

  // --- what there is

  private Found find(List<StoredSegment> segments, Wanted wanted)
      throws IOException, InterruptedException {
    LoudSections sections = new LoudSections(wanted.settings());
    List<Unmeasured> unmeasured = new ArrayList<>();
    for (StoredSegment segment : segments) {
      try {
        add(segment, wanted, sections);
      } catch (UnmeasurableException e) {
        unmeasured.add(unmeasured(segment, String.valueOf(e.getMessage())));
      } catch (NoSuchFileException _) {
        unmeasured.add(unmeasured(segment, "its file is not there any more"));
      }
    }
    return new Found(sections.sections(), unmeasured);
  }

  private void add(StoredSegment segment, Wanted wanted, LoudSections sections)
      throws IOException, InterruptedException {
    if (wanted.format().hasPeaks()) {
      sections.add(segment, measured.data(segment));
    } else {
      sections.add(segment, measured.windows(segment));
    }
  }

  private static Unmeasured unmeasured(StoredSegment segment, String reason) {
    return new Unmeasured(RecordingId.of(segment.key()), reason);
  }

  // --- how it is told

  private Answer answer(Wanted wanted, String source, Span span, String audio, Found found)
      throws IOException, ProblemException {
    if (wanted.format() == SectionFormat.JSON) {
      return ApiV1.told(json(wanted, source, span, found));
    }
    if (!found.unmeasured().isEmpty()) {
      Unmeasured first = found.unmeasured().getFirst();
      throw Problem.UNPROCESSABLE.exception(
          "%d recordings cannot be measured; format=json tells the others. %s: %s"
              .formatted(found.unmeasured().size(), first.id(), first.reason()));
    }
    SectionList list =
        new SectionList(source, span.from(), span.to(), archive.zone(source), found.sections());
    return file(list, wanted.format(), audio);
  }

  private static Sections json(Wanted wanted, String source, Span span, Found found) {
    return new Sections(
        source,
        span.from(),
        span.to(),
        wanted.settings().margin(),
        wanted.settings().minGap(),
        wanted.settings().minDuration(),
        found.sections().stream().map(it -> SectionView.of(it, span.from())).toList(),
        found.unmeasured());
  }

  private static Answer file(SectionList list, SectionFormat format, String audio)
      throws ProblemException {
    String extension =
        switch (format) {
          case CSV -> "csv";
          case CUE -> "cue";
          case AUDACITY, TEXT, JSON -> "txt";
        };
    byte[] text = text(list, format, audio).getBytes(StandardCharsets.UTF_8);
    String type = format == SectionFormat.CSV ? "text/csv" : "text/plain";
    return Answer.of(200, type + "; charset=utf-8", text)
        .with("Cache-Control", "no-store")
        .with(
            "Content-Disposition",
            ContentDisposition.attachment(list.source() + "-sections." + extension).value());
  }

  private static String text(SectionList list, SectionFormat format, String audio)
      throws ProblemException {
    try {
      return list.as(format, audio);
    } catch (IOException e) {
      throw Problem.UNPROCESSABLE.exception(String.valueOf(e.getMessage()));
    }
  }
}
