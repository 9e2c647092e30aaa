package dev.sonolog.app.levels;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.measure.LevelMeter;
import dev.sonolog.measure.LevelReading;
import dev.sonolog.measure.MeterSettings;
import dev.sonolog.measure.SignalEvent;
import dev.sonolog.measure.SignalWatch;
import dev.sonolog.measure.WatchSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the samples of one track on a thread of its own. Blocks that come while it is behind are
 * left out of the measuring, never of the recording, and are counted. What a person should know
 * goes to the log, too.
 */
final class LevelTap implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LevelTap.class.getName());

  /** Blocks that may wait: some seconds of usual periods. */
  private static final int QUEUE = 256;

  private static final long LOOK_SECONDS = 1;

  /** While nobody listens, blocks gather for as long: to wake up costs more than to measure one. */
  private static final long GATHERED = Duration.ofMillis(510).toNanos();

  private final LevelFeed feed;
  private final SignalWords words;
  private final Conditions conditions = new Conditions();
  private final LevelMeter meter;
  private final SignalWatch watch;
  private final SampleRate rate;
  private final double silenceBelow;
  private final BlockingQueue<PcmBlock> blocks = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong skipped = new AtomicLong();
  private volatile boolean closed;
  private long heard; // where the audio was no silence last; the thread's own

  private LevelTap(
      LevelFeed feed, LevelMeter meter, SignalWatch watch, SampleRate rate, double silenceBelow) {
    this.feed = feed;
    this.words = new SignalWords(rate);
    this.rate = rate;
    this.silenceBelow = silenceBelow;
    this.meter = meter;
    this.watch = watch;
  }

  /** Begins to measure. */
  static LevelTap start(
      LevelFeed feed,
      TrackHeader track,
      PcmSetup setup,
      MeterSettings meters,
      WatchSettings watching) {
    int channels = track.format().channels();
    LevelTap tap =
        new LevelTap(
            feed,
            new LevelMeter(setup.sampleFormat(), channels, track.format().rate(), meters),
            new SignalWatch(track.format().rate(), channels, watching),
            track.format().rate(),
            watching.silenceBelow());
    Thread.ofPlatform().daemon().name("levels of " + feed.source()).start(tap::run);
    return tap;
  }

  /** Has a block measured, if there is time for it. Never waits. */
  void offer(PcmBlock block) {
    if (!blocks.offer(block)) {
      skipped.addAndGet(block.samples());
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private void run() {
    try {
      while (!closed) {
        if (!feed.isHeard()) {
          LockSupport.parkNanos(this, GATHERED - Math.floorMod(System.nanoTime(), GATHERED));
        }
        PcmBlock block = blocks.poll(LOOK_SECONDS, TimeUnit.SECONDS);
        while (block != null && !closed) {
          measure(block);
          block = blocks.poll();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, feed.source() + ": its levels are not measured any more", e);
    } finally {
      feed.ended();
    }
  }

  private void measure(PcmBlock block) {
    if (feed.takesProgramme()) {
      meter.beginProgramme();
    }
    meter.add(block, this::tell);
    long left = skipped.getAndSet(0);
    if (left > 0) {
      LOG.log(
          Level.WARNING,
          "{0}: {1} samples were recorded but not measured: this computer was too busy",
          feed.source(),
          left);
    }
  }

  private void tell(LevelReading reading) {
    if (reading.channels().stream().anyMatch(it -> it.peak() >= silenceBelow)) {
      heard = reading.position();
    }
    feed.tell(reading, rate.duration(reading.position() - heard));
    watch.add(reading, this::tell);
  }

  private void tell(SignalEvent event) {
    LevelEvent.Noticed noticed = words.noticed(event);
    conditions.apply(event);
    LOG.log(Level.WARNING, "{0}: {1}", feed.source(), noticed.text());
    feed.tell(noticed, conditions.texts());
  }
}
