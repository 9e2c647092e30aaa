package dev.sonolog.analysis;

import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.PeakPyramid;
import dev.sonolog.measure.WindowLevels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Level data of segments while they are recorded, from the samples on their way to the file. It
 * costs about a ten-thousandth of the time that it measures, so that it is done on the source's own
 * thread; whoever asks holds that thread up for the milliseconds of a copy.
 *
 * <p>What is finished waits here until it is asked for, and is forgotten when too much waits: then
 * the file is measured. So are segments that are too long to be kept in memory.
 */
public final class GrowingLevels implements MeasuredElsewhere {
  /** Of one segment, in bytes: six hours of stereo at 48 kHz. */
  static final long MOST_GROWING = 32L << 20;

  /** Of all that wait, in bytes. */
  static final long MOST_FINISHED = 64L << 20;

  private final Map<SegmentKey, Growing> growing = new ConcurrentHashMap<>();

  /** The oldest first; guarded by itself, as {@link #waiting}. */
  private final SequencedMap<SegmentKey, LevelData> finished = new LinkedHashMap<>();

  private long waiting;

  /**
   * Begins to measure a segment.
   *
   * @param format of its file
   * @param samples how its blocks lay out their samples
   */
  public Growing begin(SegmentKey key, AudioFormat format, SampleFormat samples) {
    Growing begun = new Growing(key, format, samples);
    growing.put(key, begun);
    return begun;
  }

  @Override
  public Optional<LevelData> of(StoredSegment segment) {
    if (segment.state() == SegmentState.RECORDING) {
      return Optional.ofNullable(growing.get(segment.key())).flatMap(Growing::soFar);
    }
    return taken(segment.key())
        .filter(data -> segment.content().filter(it -> it.samples() == data.frames()).isPresent());
  }

  private Optional<LevelData> taken(SegmentKey key) {
    synchronized (finished) {
      Optional<LevelData> data = Optional.ofNullable(finished.remove(key));
      data.ifPresent(it -> waiting -= bytes(it));
      return data;
    }
  }

  private void keep(SegmentKey key, LevelData data) {
    synchronized (finished) {
      finished.put(key, data);
      waiting += bytes(data);
      while (waiting > MOST_FINISHED) {
        waiting -= bytes(finished.pollFirstEntry().getValue());
      }
    }
  }

  private static long bytes(LevelData data) {
    return bytes(data.frames(), data.channels());
  }

  private static long bytes(long frames, int channels) {
    return frames / PeakPyramid.BUCKET * 2 * Short.BYTES * channels
        + frames / WindowLevels.WINDOW * Double.BYTES;
  }

  /** A segment that is being recorded. Fed by one thread. */
  public final class Growing {
    private final SegmentKey key;
    private final AudioFormat format;
    private final SampleFormat samples;
    private final WindowLevels windows;
    private final PeakPyramid peaks;
    private boolean tooLong;

    private Growing(SegmentKey key, AudioFormat format, SampleFormat samples) {
      this.key = key;
      this.format = format;
      this.samples = samples;
      this.windows = new WindowLevels(samples, format.channels(), format.rate());
      this.peaks = new PeakPyramid(samples, format.channels());
    }

    /** Measures what follows. */
    public synchronized void add(PcmBlock block) {
      if (tooLong) {
        return;
      }
      windows.add(block);
      peaks.add(block);
      if (bytes(windows.frames(), format.channels()) > MOST_GROWING) {
        tooLong = true;
        growing.remove(key);
      }
    }

    private synchronized Optional<LevelData> soFar() {
      return tooLong || windows.frames() == 0 ? Optional.empty() : Optional.of(data());
    }

    /**
     * Nothing follows.
     *
     * @param whole whether the segment holds all that was added, and nothing else
     */
    public synchronized void end(boolean whole) {
      growing.remove(key);
      if (whole && !tooLong && windows.frames() > 0) {
        keep(key, data());
      }
    }

    private LevelData data() {
      return new LevelData(
          format.codec() == Codec.FLAC ? "flac" : LevelData.pcmCodec(samples),
          samples,
          format.channels(),
          format.rate(),
          windows.frames(),
          0,
          windows.levels(),
          peaks.base());
    }
  }
}
