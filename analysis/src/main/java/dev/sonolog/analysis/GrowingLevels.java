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
import java.util.concurrent.atomic.AtomicLong;

/**
 * Level data of segments while they are recorded, from the samples on their way to the file. It
 * costs about a ten-thousandth of the time that it measures, so that it is done on the source's own
 * thread; whoever asks holds that thread up for the milliseconds of a copy.
 *
 * <p>All together may take a part of the memory. When they would take more, a segment that grows is
 * measured no further, and what is finished and waits to be asked for is forgotten: then the files
 * are measured.
 */
public final class GrowingLevels implements MeasuredElsewhere {
  /** Arrays are larger than what is in them, and for a moment there are two. */
  private static final int SLACK = 2;

  private static final int PART_OF_MEMORY = 16;

  /** In bytes, what grows and what is finished, each. */
  private final long most;

  /** What all segments that grow hold, in bytes. */
  private final AtomicLong held = new AtomicLong();

  private final Map<SegmentKey, Growing> growing = new ConcurrentHashMap<>();

  /** The oldest first; guarded by itself, as {@link #waiting}. */
  private final SequencedMap<SegmentKey, LevelData> finished = new LinkedHashMap<>();

  private long waiting;

  /** With a sixteenth of the memory that this program may take. */
  public GrowingLevels() {
    this(Runtime.getRuntime().maxMemory() / PART_OF_MEMORY);
  }

  /**
   * @param most in bytes, of what grows and of what is finished, each
   */
  GrowingLevels(long most) {
    this.most = most;
  }

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
      while (waiting > most) {
        waiting -= bytes(finished.pollFirstEntry().getValue());
      }
    }
  }

  private static long bytes(LevelData data) {
    return bytes(data.frames(), data.channels());
  }

  private static long bytes(long frames, int channels) {
    return SLACK
        * (frames / PeakPyramid.BUCKET * 2 * Short.BYTES * channels
            + frames / WindowLevels.WINDOW * Double.BYTES);
  }

  /** A segment that is being recorded. Fed by one thread. */
  public final class Growing {
    private final SegmentKey key;
    private final AudioFormat format;
    private final SampleFormat samples;
    private long bytes;

    /** None any more when there was no room. */
    private Optional<Meters> meters;

    private Growing(SegmentKey key, AudioFormat format, SampleFormat samples) {
      this.key = key;
      this.format = format;
      this.samples = samples;
      this.meters =
          Optional.of(
              new Meters(
                  new WindowLevels(samples, format.channels(), format.rate()),
                  new PeakPyramid(samples, format.channels())));
    }

    /** Measures what follows. */
    public synchronized void add(PcmBlock block) {
      meters.ifPresent(
          it -> {
            it.windows().add(block);
            it.peaks().add(block);
            grow(bytes(it.windows().frames(), format.channels()));
          });
    }

    private void grow(long now) {
      long all = held.addAndGet(now - bytes);
      bytes = now;
      if (all > most) {
        leave();
      }
    }

    private void leave() {
      growing.remove(key);
      meters = Optional.empty();
      held.addAndGet(-bytes);
      bytes = 0;
    }

    private synchronized Optional<LevelData> soFar() {
      return meters.filter(it -> it.windows().frames() > 0).map(this::data);
    }

    /**
     * Nothing follows.
     *
     * @param whole whether the segment holds all that was added, and nothing else
     */
    public synchronized void end(boolean whole) {
      Optional<LevelData> data = whole ? soFar() : Optional.empty();
      leave();
      data.ifPresent(it -> keep(key, it));
    }

    private LevelData data(Meters measured) {
      return new LevelData(
          format.codec() == Codec.FLAC ? "flac" : LevelData.pcmCodec(samples),
          samples,
          format.channels(),
          format.rate(),
          measured.windows().frames(),
          0,
          measured.windows().levels(),
          measured.peaks().base());
    }
  }

  private record Meters(WindowLevels windows, PeakPyramid peaks) {}
}
