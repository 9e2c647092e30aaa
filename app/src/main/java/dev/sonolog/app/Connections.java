package dev.sonolog.app;

import dev.sonolog.alsa.CardConnector;
import dev.sonolog.alsa.CardSettings;
import dev.sonolog.alsa.Pace;
import dev.sonolog.app.config.LocalInput;
import dev.sonolog.app.config.Metering;
import dev.sonolog.app.config.PcmSettings;
import dev.sonolog.app.levels.LevelFeed;
import dev.sonolog.app.levels.LevelFeeds;
import dev.sonolog.app.levels.MeteredConnection;
import dev.sonolog.capture.Connection;
import dev.sonolog.capture.StreamConnector;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.capture.signal.SignalConnection;
import dev.sonolog.capture.signal.SignalSettings;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.recording.Connector;
import dev.sonolog.recording.SourceSettings;
import java.io.Closeable;
import java.util.List;

/** Reaches everything that this program records: stations, sound cards, generated signals. */
final class Connections implements Connector, Closeable {
  private final TimeSource time;
  private final StreamConnector streams;
  private final CardConnector cards = CardConnector.system();
  private final LevelFeeds levels;

  /**
   * @param levels told what sound cards hear
   */
  Connections(TimeSource time, LevelFeeds levels) {
    this.time = time;
    this.streams = new StreamConnector(time);
    this.levels = levels;
  }

  @Override
  public Connection connection(String source, SourceSettings.Live input) {
    return switch (input) {
      case SourceSettings.Stream(var stream) -> streams.connection(stream, Archives.CONTAINERS);
      case LocalInput local -> metered(source, local.pcm().metering(), connection(source, local));
      case SourceSettings.Local other ->
          throw new IllegalArgumentException("Nothing that can be reached: " + other);
    };
  }

  private Connection metered(String source, Metering metering, Connection connection) {
    return metering.meters() == Metering.Meters.OFF
        ? connection
        : new MeteredConnection(
            connection, levels.of(source), metering.settings(), metering.watching());
  }

  /** Samples hurry only where somebody looks at their levels. */
  private Pace pace(String source) {
    return levels
        .find(source)
        .filter(LevelFeed::isHeard)
        .map(_ -> Pace.PROMPT)
        .orElse(Pace.RELAXED);
  }

  private Connection connection(String source, LocalInput input) {
    return switch (input) {
      case LocalInput.Signal(var waveform, PcmSettings pcm) ->
          new SignalConnection(
              new SignalSettings(
                  waveform,
                  new AudioFormat(pcm.codec(), pcm.rate(), pcm.channels()),
                  pcm.sampleFormat().orElse(SampleFormat.S24),
                  Archives.container(pcm)),
              time);
      case LocalInput.SoundCard(String device, PcmSettings pcm, List<Integer> pick, var split) ->
          cards.connection(
              new CardSettings(
                  device,
                  pcm.rate(),
                  pcm.channels(),
                  pcm.sampleFormat(),
                  pcm.codec(),
                  Archives.container(pcm),
                  pick,
                  split.map(LocalInput.Split::channels).orElse(1),
                  () -> pace(source)));
    };
  }

  @Override
  public void close() {
    streams.close();
  }
}
