package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.levels.LevelEvent;
import dev.sonolog.app.levels.LevelFeed;
import dev.sonolog.app.levels.LevelFeeds;
import dev.sonolog.measure.ChannelLevel;
import dev.sonolog.measure.LevelReading;
import dev.sonolog.measure.LoudnessReading;
import dev.sonolog.measure.TruePeak;
import dev.sonolog.server.service.StudioReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Sends a caller of the control socket what all sources sound like, {@value
 * LevelReading#PER_SECOND} times a second, until one of them ends. Only the newest reading of a
 * source waits; nobody waits for the caller. On the caller's own thread.
 */
final class MetersStream {
  private static final long INTERVAL_MILLIS = 1_000 / LevelReading.PER_SECOND;

  private final LevelFeeds feeds;
  private final CountDownLatch stopping;
  private final Map<String, Runnable> heard = new HashMap<>();
  private final Map<String, LevelEvent.Measured> newest = new ConcurrentHashMap<>();

  /**
   * @param stopping when the recorder ends
   */
  MetersStream(LevelFeeds feeds, CountDownLatch stopping) {
    this.feeds = feeds;
    this.stopping = stopping;
  }

  /** Sends until the caller goes, which breaks off the sending, or the recorder ends. */
  Reply send(Consumer<Reply> meanwhile) throws InterruptedException {
    try {
      while (!stopping.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
        feeds.all().forEach(this::hear);
        meanwhile.accept(Reply.pending(meters()));
      }
      return Reply.of("The recorder stops");
    } finally {
      heard.values().forEach(Runnable::run);
    }
  }

  private void hear(LevelFeed feed) {
    heard.computeIfAbsent(feed.source(), _ -> feed.listen(event -> put(feed.source(), event)));
    if (feed.latest().isEmpty()) {
      newest.remove(feed.source());
    }
  }

  private void put(String source, LevelEvent event) {
    if (event instanceof LevelEvent.Measured measured) {
      newest.put(source, measured);
    }
  }

  private StudioReport.Meters meters() {
    List<StudioReport.Meter> meters =
        newest.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(it -> meter(it.getKey(), it.getValue()))
            .toList();
    return new StudioReport.Meters(Instant.now().toString(), meters);
  }

  private static StudioReport.Meter meter(String source, LevelEvent.Measured measured) {
    LevelReading levels = measured.levels();
    return new StudioReport.Meter(
        source,
        levels.channels().stream().map(MetersStream::channel).toList(),
        loudness(levels, LoudnessReading::momentary),
        loudness(levels, LoudnessReading::shortTerm),
        loudness(levels, LoudnessReading::integrated),
        measured.conditions());
  }

  private static StudioReport.Channel channel(ChannelLevel level) {
    return new StudioReport.Channel(
        rounded(level.fallingPeak()),
        rounded(level.heldPeak()),
        rounded(level.highestPeak()),
        level.truePeak().map(TruePeak::highest).flatMap(MetersStream::rounded),
        level.clips());
  }

  private static Optional<Double> loudness(
      LevelReading levels, ToDoubleFunction<LoudnessReading> which) {
    return levels.loudness().map(which::applyAsDouble).flatMap(MetersStream::rounded);
  }

  private static Optional<Double> rounded(double decibels) {
    return Double.isFinite(decibels)
        ? Optional.of(Math.round(10 * decibels) / 10.0)
        : Optional.empty();
  }
}
