package dev.sonolog.measure;

import dev.sonolog.formats.SampleRate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Watches the readings of a {@link LevelMeter} for what a person should know: silence, a signal
 * that stands still, a dead channel, clipping. It counts samples and knows no clock, so stored
 * readings give the same events as live ones. One thread at a time.
 */
public final class SignalWatch {
  private final SilenceWatch silence;
  private final StandstillWatch standstill;
  private final List<ChannelWatch> channels = new ArrayList<>();

  /**
   * @param channelCount that each reading will have, 1 or more
   */
  public SignalWatch(SampleRate rate, int channelCount, WatchSettings settings) {
    silence =
        new SilenceWatch(
            settings.silenceBelow(),
            rate.samples(settings.silenceAfter()),
            rate.samples(settings.signalAfter()));
    standstill = new StandstillWatch(channelCount, rate.samples(settings.standstillAfter()));
    long deadAfter = rate.samples(settings.deadAfter());
    long clipInterval = rate.samples(settings.clipInterval());
    for (int i = 0; i < channelCount; i++) {
      channels.add(new ChannelWatch(i, deadAfter, clipInterval));
    }
  }

  /**
   * Looks at the next reading and hands over what it shows.
   *
   * @throws IllegalArgumentException if the reading has another number of channels
   */
  public void add(LevelReading reading, Consumer<? super SignalEvent> events) {
    if (reading.channels().size() != channels.size()) {
      throw new IllegalArgumentException(
          "A reading of " + reading.channels().size() + " channels, not " + channels.size());
    }
    silence.add(reading, events);
    standstill.add(reading, events);
    boolean anyMoves = !reading.channels().stream().allMatch(ChannelLevel::constant);
    for (ChannelWatch channel : channels) {
      channel.add(reading, anyMoves, events);
    }
  }
}
