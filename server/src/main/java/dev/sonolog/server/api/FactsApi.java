package dev.sonolog.server.api;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummarySettings;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.SummaryQueue;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What recordings sound like as a whole. Any platform thread. */
final class FactsApi {
  private static final String ADDRESS = ApiV1.ROOT + "/recordings/{id}/facts";

  private final ArchiveService archive;
  private final KnownRecordings known;
  private final SummaryQueue queue;

  FactsApi(ArchiveService archive, KnownRecordings known, SummaryQueue queue) {
    this.archive = archive;
    this.known = known;
    this.queue = queue;
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ADDRESS, ApiV1.READ, this::tell),
        Route.quick("POST", ADDRESS, ApiV1.CHANGE, this::measure));
  }

  /**
   * What is known of a recording.
   *
   * @param state measured, waiting or none
   * @param reason why there is nothing
   */
  record FactsView(
      String recording, String state, Optional<String> reason, Optional<SoundView> facts) {}

  /**
   * What a recording sounds like. Levels are missing where it is silent.
   *
   * @param integrated loudness in LUFS (EBU R 128)
   * @param range of the loudness in LU
   * @param highestMomentary in LUFS
   * @param highestShortTerm in LUFS
   * @param truePeak in dBTP
   * @param clips runs of samples at full scale
   * @param silentSeconds of all silences
   * @param silenceBelow what silence is, in dBFS
   * @param silenceAfter how long it must last, in seconds
   * @param silences in order; of very many the first
   */
  record SoundView(
      double seconds,
      Optional<Double> integrated,
      double range,
      Optional<Double> highestMomentary,
      Optional<Double> highestShortTerm,
      Optional<Double> truePeak,
      long clips,
      double silentSeconds,
      double silenceBelow,
      double silenceAfter,
      List<ChannelView> channels,
      List<Span> silences) {
    static SoundView of(SoundSummary summary, SummarySettings settings, Instant start) {
      return new SoundView(
          seconds(summary, summary.frames()),
          level(summary.loudness().integrated()),
          summary.loudness().range(),
          level(summary.loudness().highestMomentary()),
          level(summary.loudness().highestShortTerm()),
          level(summary.truePeak()),
          summary.clips(),
          seconds(summary, summary.silentFrames()),
          settings.silenceBelow(),
          settings.silenceAfter().toNanos() / 1e9,
          summary.channels().stream().map(ChannelView::of).toList(),
          summary.silences().stream()
              .map(
                  it ->
                      new Span(
                          start.plus(summary.rate().duration(it.from())),
                          start.plus(summary.rate().duration(it.to()))))
              .toList());
    }

    private static double seconds(SoundSummary summary, long frames) {
      return (double) frames / summary.rate().hertz();
    }
  }

  /**
   * A channel.
   *
   * @param peak in dBFS
   * @param truePeak in dBTP
   * @param offset the mean of its samples; full scale is 1
   * @param clips runs of samples at full scale
   * @param brokenSamples that are no audio
   */
  record ChannelView(
      Optional<Double> peak,
      Optional<Double> truePeak,
      double offset,
      long clips,
      long brokenSamples) {
    static ChannelView of(SoundSummary.Channel channel) {
      return new ChannelView(
          level(channel.peak()),
          level(channel.truePeak()),
          channel.offset(),
          channel.clips(),
          channel.broken());
    }
  }

  private static Optional<Double> level(double level) {
    return Double.isFinite(level) ? Optional.of(level) : Optional.empty();
  }

  private Answer tell(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    return ApiV1.told(view(known.find(request.variable("id"))));
  }

  private FactsView view(Recording recording) {
    StoredSegment segment = recording.segment();
    Optional<SoundSummary> summary = queue.known(segment);
    if (summary.isPresent()) {
      return new FactsView(
          RecordingId.of(segment.key()),
          "measured",
          Optional.empty(),
          Optional.of(SoundView.of(summary.get(), queue.settings(), segment.start())));
    }
    Optional<String> hindrance = hindrance(segment.state());
    boolean waits = hindrance.isEmpty() && isWaiting(segment);
    Optional<String> reason =
        waits ? Optional.empty() : hindrance.or(() -> Optional.of(reason(segment)));
    return new FactsView(
        RecordingId.of(segment.key()), waits ? "waiting" : "none", reason, Optional.empty());
  }

  private static Optional<String> hindrance(SegmentState state) {
    return switch (state) {
      case SEALED -> Optional.empty();
      case RECORDING -> Optional.of("It is being recorded; ask when it is finished");
      case TRASHED -> Optional.of("It is in the trash");
      case DELETED, REMOVED_OUTSIDE -> Optional.of("It is not there any more");
    };
  }

  private String reason(StoredSegment segment) {
    return queue.failure(segment).orElse("Nobody has had it measured yet");
  }

  /** Here, or in the recorder, whoever asked it. */
  private boolean isWaiting(StoredSegment segment) {
    return queue.isWaiting(segment.key())
        || archive.jobs().jobs().stream()
            .anyMatch(
                it ->
                    it.kind().equals("summary")
                        && it.run().equals(segment.run())
                        && it.number() == segment.number());
  }

  private Answer measure(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    Recording recording = known.present(request.variable("id"));
    StoredSegment segment = recording.segment();
    if (segment.state() == SegmentState.RECORDING) {
      throw Problem.CONFLICT.exception("It is being recorded; it can be measured when finished");
    }
    if (queue.known(segment).isEmpty() && !queue.ask(segment)) {
      throw Problem.UNAVAILABLE.exception("Too many recordings wait to be measured already");
    }
    FactsView view = view(recording);
    int status = view.state().equals("waiting") ? 202 : 200;
    return Answer.json(status, view).with("Cache-Control", "no-store");
  }
}
