package dev.sonolog.measure;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures a recording as a whole while its samples pass. One thread at a time; it only computes.
 * The same audio gives the same summary, however it is cut into blocks.
 */
public final class SummaryMeter {
  /** More silences than that are counted, and not listed: an hour has 360 of the usual ones. */
  public static final int MOST_SILENCES = 10_000;

  private final SampleRate rate;
  private final LevelMeter meter;
  private final SilenceWatch watch;
  private final ChannelSums sums;
  private final List<SoundSummary.Stretch> silences = new ArrayList<>();
  private @Nullable LevelReading last;
  private long silentFrames;
  private long silentFrom = -1;

  /**
   * @param channels 1 to {@value LevelMeter#MAX_CHANNELS}
   * @param rate {@value LevelMeter#MIN_HERTZ} Hz or more
   * @throws IllegalArgumentException if the channels or the rate are outside their range
   */
  public SummaryMeter(
      SampleFormat format, int channels, SampleRate rate, SummarySettings settings) {
    this.rate = rate;
    this.meter = new LevelMeter(format, channels, rate, MeterSettings.all());
    this.sums = new ChannelSums(format, channels);
    this.watch =
        new SilenceWatch(
            settings.silenceBelow(),
            rate.samples(settings.silenceAfter()),
            rate.samples(WatchSettings.usual().signalAfter()));
  }

  /** How many frames were added. */
  public long frames() {
    return meter.position();
  }

  /**
   * Measures whole frames.
   *
   * @param length bytes, 0 or more
   * @throws IndexOutOfBoundsException if the range is not within the bytes
   * @throws IllegalArgumentException if the length is no whole number of frames
   */
  public void add(byte[] bytes, int offset, int length) {
    meter.add(bytes, offset, length, this::take);
    sums.add(bytes, offset, length);
  }

  private void take(LevelReading reading) {
    last = reading;
    watch.add(reading, this::note);
  }

  private void note(SignalEvent event) {
    switch (event) {
      case SignalEvent.SilenceBegan began -> silentFrom = began.position();
      case SignalEvent.SilenceEnded ended -> endSilence(ended.position());
      case SignalEvent.StandstillBegan _,
          SignalEvent.StandstillEnded _,
          SignalEvent.ChannelDied _,
          SignalEvent.ChannelRevived _,
          SignalEvent.Clipped _ -> {}
    }
  }

  private void endSilence(long position) {
    silentFrames += position - silentFrom;
    if (silences.size() < MOST_SILENCES) {
      silences.add(new SoundSummary.Stretch(silentFrom, position));
    }
    silentFrom = -1;
  }

  /**
   * The summary of all that was added; nothing can be added any more. Empty where nothing was.
   *
   * @throws IllegalStateException if it was asked before
   */
  public Optional<SoundSummary> finish() {
    meter.finish(this::take);
    if (silentFrom >= 0) {
      endSilence(frames());
    }
    return Optional.ofNullable(last).map(this::summary);
  }

  private SoundSummary summary(LevelReading end) {
    List<SoundSummary.Channel> channels = new ArrayList<>();
    for (int i = 0; i < end.channels().size(); i++) {
      channels.add(channel(end.channels().get(i), sums.mean(i)));
    }
    return new SoundSummary(
        rate, frames(), end.loudness().orElseThrow(), channels, silences, silentFrames);
  }

  private static SoundSummary.Channel channel(ChannelLevel level, double mean) {
    return new SoundSummary.Channel(
        level.highestPeak(),
        level.truePeak().orElseThrow().highest(),
        mean,
        level.clips(),
        level.broken());
  }
}
