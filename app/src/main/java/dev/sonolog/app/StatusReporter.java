package dev.sonolog.app;

import dev.sonolog.analysis.Lag;
import dev.sonolog.app.levels.LevelFeed;
import dev.sonolog.app.levels.LevelFeeds;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Forecast;
import dev.sonolog.archive.RetentionRules;
import dev.sonolog.archive.SourceSummary;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.measure.ChannelLevel;
import dev.sonolog.measure.LoudnessReading;
import dev.sonolog.recording.Progress;
import dev.sonolog.recording.RecordingState;
import dev.sonolog.recording.SourceStatus;
import dev.sonolog.server.service.LiveLevels;
import dev.sonolog.server.service.StatusReport;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts together what {@code sonolog status} tells, from the recorder's state and the catalogue.
 * Blocks; platform threads only.
 */
final class StatusReporter {
  private static final Logger LOG = System.getLogger(StatusReporter.class.getName());
  private static final Duration LOOKING_BACK = Duration.ofHours(24);

  private StatusReporter() {}

  /** The report of a running recorder. */
  static StatusReport live(
      StatusReport.Recorder recorder,
      List<SourceStatus> sources,
      LevelFeeds levels,
      Function<String, Optional<Lag>> lags,
      CatalogueView catalogue,
      Collection<Path> directories,
      List<Forecast> forecasts,
      Instant now,
      long lostFacts) {
    Map<String, SourceSummary> stored = new LinkedHashMap<>();
    List<StatusReport.Gap> gaps = new ArrayList<>();
    Optional<String> trouble =
        lostFacts == 0
            ? Optional.empty()
            : Optional.of(lostFacts + " facts were lost and are being read from the files");
    try {
      catalogue.sources().forEach(source -> stored.put(source.name(), source));
      gaps.addAll(gaps(catalogue, stored.keySet(), now));
    } catch (IOException e) {
      trouble = Optional.of(e.toString());
    }
    return new StatusReport(
        Optional.of(recorder),
        sources.stream()
            .map(
                source ->
                    of(
                        source,
                        Optional.ofNullable(stored.get(source.name())),
                        levels.find(source.name()).flatMap(StatusReporter::levels),
                        lags.apply(source.name()).map(StatusReporter::analysis)))
            .toList(),
        gaps,
        volumes(directories, forecasts),
        trouble);
  }

  /** The report of an archive that nobody records into. */
  static StatusReport stored(
      CatalogueView catalogue, Collection<Path> directories, List<Forecast> forecasts, Instant now)
      throws IOException {
    List<SourceSummary> sources = catalogue.sources();
    return new StatusReport(
        Optional.empty(),
        sources.stream().map(StatusReporter::of).toList(),
        gaps(catalogue, sources.stream().map(SourceSummary::name).toList(), now),
        volumes(directories, forecasts),
        Optional.empty());
  }

  /** How the volumes of an archive fill up; none when the catalogue does not tell. */
  static List<Forecast> forecasts(ArchiveSettings archive, RetentionRules rules, Instant now) {
    try {
      return Forecast.of(archive, rules, now);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "No forecast: {0}", e.toString());
      return List.of();
    }
  }

  /** What all sources sound like that are heard and measured now. */
  static List<LiveLevels> live(LevelFeeds feeds) {
    return feeds.all().stream()
        .flatMap(feed -> levels(feed).map(it -> new LiveLevels(feed.source(), it)).stream())
        .toList();
  }

  private static Optional<StatusReport.Levels> levels(LevelFeed feed) {
    return feed.latest()
        .map(
            reading ->
                new StatusReport.Levels(
                    reading.channels().stream().map(ChannelLevel::heldPeak).toList(),
                    reading.loudness().map(LoudnessReading::shortTerm),
                    feed.conditions()));
  }

  private static StatusReport.Analysis analysis(Lag lag) {
    return new StatusReport.Analysis(
        lag.recordings(), lag.audio().toMillis() / 1e3, lag.unmeasurable(), lag.complete());
  }

  private static StatusReport.Source of(
      SourceStatus source,
      Optional<SourceSummary> stored,
      Optional<StatusReport.Levels> levels,
      Optional<StatusReport.Analysis> analysis) {
    Optional<Progress> progress = source.progress();
    return new StatusReport.Source(
        source.name(),
        word(source.state()),
        since(source.state()).map(Instant::toString),
        detail(source.state()),
        progress.map(Progress::format).map(AudioFormat::toString),
        progress.map(it -> it.file().toString()),
        progress.flatMap(Progress::title),
        source.failures(),
        stored.map(SourceSummary::segments).orElse(0L),
        stored.map(SourceSummary::bytes).orElse(0L),
        progress.flatMap(Progress::driftPpm),
        levels,
        analysis);
  }

  private static StatusReport.Source of(SourceSummary stored) {
    return new StatusReport.Source(
        stored.name(),
        "not running",
        stored.last().map(Instant::toString),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        stored.segments(),
        stored.bytes(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static String word(RecordingState state) {
    return switch (state) {
      case RecordingState.Connecting _ -> "connecting";
      case RecordingState.Recording _ -> "recording";
      case RecordingState.Stalled _ -> "stalled";
      case RecordingState.Waiting _ -> "waiting";
      case RecordingState.Faulted _ -> "faulted";
      case RecordingState.Idle _ -> "idle";
    };
  }

  private static Optional<Instant> since(RecordingState state) {
    return switch (state) {
      case RecordingState.Recording(Instant since) -> Optional.of(since);
      case RecordingState.Stalled(Instant since) -> Optional.of(since);
      case RecordingState.Connecting _,
          RecordingState.Waiting _,
          RecordingState.Faulted _,
          RecordingState.Idle _ ->
          Optional.empty();
    };
  }

  private static Optional<String> detail(RecordingState state) {
    return switch (state) {
      case RecordingState.Waiting(Instant retryAt, String cause) ->
          Optional.of(cause + " (next try at " + retryAt + ")");
      case RecordingState.Faulted(String cause, Optional<Instant> retryAt) ->
          Optional.of(cause + retryAt.map(at -> " (next try at " + at + ")").orElse(""));
      case RecordingState.Connecting _,
          RecordingState.Recording _,
          RecordingState.Stalled _,
          RecordingState.Idle _ ->
          Optional.empty();
    };
  }

  private static List<StatusReport.Gap> gaps(
      CatalogueView catalogue, Collection<String> sources, Instant now) throws IOException {
    List<StatusReport.Gap> gaps = new ArrayList<>();
    for (String source : sources) {
      catalogue.gaps(source, now.minus(LOOKING_BACK), now).stream()
          .map(
              gap ->
                  new StatusReport.Gap(
                      source,
                      gap.from().toString(),
                      gap.to().map(Instant::toString),
                      gap.cause().word(),
                      gap.detail(),
                      gap.tries()))
          .forEach(gaps::add);
    }
    gaps.sort(Comparator.comparing(StatusReport.Gap::from).reversed());
    return gaps;
  }

  private static List<StatusReport.Volume> volumes(
      Collection<Path> directories, List<Forecast> forecasts) {
    List<StatusReport.Volume> volumes = new ArrayList<>();
    for (Path directory : directories) {
      try {
        FileStore store = Files.getFileStore(directory);
        volumes.add(
            new StatusReport.Volume(
                directory.toString(),
                store.getUsableSpace(),
                store.getTotalSpace(),
                forecast(directory, forecasts)));
      } catch (IOException e) {
        volumes.add(
            new StatusReport.Volume(directory.toString() + " (" + e + ")", 0, 0, Optional.empty()));
      }
    }
    return volumes;
  }

  private static Optional<StatusReport.Forecast> forecast(Path directory, List<Forecast> all) {
    return all.stream()
        .filter(it -> it.directory().equals(directory.toString()) && it.bytesPerDay() > 0)
        .findFirst()
        .map(
            it ->
                new StatusReport.Forecast(
                    Math.round(it.bytesPerDay()), it.full().map(Instant::toString)));
  }
}
