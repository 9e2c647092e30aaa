package dev.sonolog.measure;

import java.util.function.Consumer;

/**
 * Tells when one channel is dead and when it is clipped. While all channels stand still nothing can
 * be said of one of them, so that time counts neither way.
 */
final class ChannelWatch {
  private final int channel;
  private final long deadAfter;
  private final long clipInterval;

  private boolean dead;
  private long zeroBegin;
  private long zeroSamples;

  private boolean clippedBefore;
  private long lastClipped;
  private long clipBegin;
  private long clips;

  /** Times are in samples. */
  ChannelWatch(int channel, long deadAfter, long clipInterval) {
    this.channel = channel;
    this.deadAfter = deadAfter;
    this.clipInterval = clipInterval;
  }

  void add(LevelReading reading, boolean anyMoves, Consumer<? super SignalEvent> events) {
    ChannelLevel level = reading.channels().get(channel);
    if (!level.zero()) {
      addLive(reading, events);
    } else if (anyMoves) {
      addZero(reading, events);
    }
    addClips(reading, level.newClips(), events);
  }

  private void addLive(LevelReading reading, Consumer<? super SignalEvent> events) {
    zeroSamples = 0;
    if (dead) {
      dead = false;
      events.accept(new SignalEvent.ChannelRevived(reading.start(), reading.position(), channel));
    }
  }

  private void addZero(LevelReading reading, Consumer<? super SignalEvent> events) {
    zeroBegin = zeroSamples == 0 ? reading.start() : zeroBegin;
    zeroSamples += reading.samples();
    if (!dead && zeroSamples >= deadAfter) {
      dead = true;
      events.accept(new SignalEvent.ChannelDied(zeroBegin, reading.position(), channel));
    }
  }

  private void addClips(LevelReading reading, int newClips, Consumer<? super SignalEvent> events) {
    clipBegin = clips == 0 ? reading.start() : clipBegin;
    clips += newClips;
    boolean due = !clippedBefore || reading.position() - lastClipped >= clipInterval;
    if (clips > 0 && due) {
      events.accept(new SignalEvent.Clipped(clipBegin, reading.position(), channel, clips));
      clippedBefore = true;
      lastClipped = reading.position();
      clips = 0;
    }
  }
}
