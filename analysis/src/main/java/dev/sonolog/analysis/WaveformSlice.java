package dev.sonolog.analysis;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.Slice;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.PeakPyramid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The waveform of a span of a source's timeline, put together from the files that hold it. Its
 * columns stand on the timeline's clock: where nothing was recorded they are zero, and what was
 * recorded stands where it was on air. All files of one waveform have the same number of channels
 * and the same rate. One thread; it only computes.
 */
public final class WaveformSlice {
  private final Instant from;
  private final Instant to;
  private final int zoom;
  private Optional<Begun> begun = Optional.empty();

  /** What the first file decided. */
  private record Begun(StoredSegment first, SampleRate rate, PeakColumns columns) {}

  /**
   * @param from when the first column begins
   * @param to where the last one ends, or within it
   * @param zoom samples per pixel, {@value PeakPyramid#BUCKET} or more
   * @throws IllegalArgumentException if the zoom is less, or the span empty
   */
  public WaveformSlice(Instant from, Instant to, int zoom) {
    Waveform.checkZoom(zoom);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("A span from " + from + " to " + to + " is empty");
    }
    this.from = from;
    this.to = to;
    this.zoom = zoom;
  }

  /**
   * How many columns there will be at a rate.
   *
   * @throws WaveformRefusedException if they are more than {@value Waveform#MAX_PIXELS}
   */
  public int pixels(SampleRate rate) throws WaveformRefusedException {
    return Waveform.pixels(rate.samples(Duration.between(from, to)), zoom);
  }

  /**
   * Adds what was recorded. What level data do not hold of it stays zero: a damaged file, or one
   * that is being recorded, is drawn as far as it comes.
   *
   * @param slice lies within the span
   * @param counted the rate at which its samples are counted; a decoder may put out another one
   * @param data of the slice's segment
   * @throws WaveformRefusedException if the file does not go with those before, or if there would
   *     be too many columns
   */
  public void add(Slice slice, SampleRate counted, LevelData data) throws WaveformRefusedException {
    Begun canvas = canvas(slice.segment(), data);
    long first = frame(slice.first(), counted, data);
    long last = frame(slice.last(), counted, data);
    long there = Math.min(last, data.frames());
    if (first < there) {
      long at = position(slice.start(), data);
      long until = position(slice.end(), data);
      double share = (double) (there - first) / (last - first);
      long shown = at + Math.max(1, Math.round((until - at) * share));
      canvas.columns().paint(data.peaks(), new PeakColumns.Place(at, shown, first, there));
    }
  }

  private static long frame(long sample, SampleRate counted, LevelData data) {
    return counted.equals(data.rate())
        ? sample
        : Math.round((double) sample * data.rate().hertz() / counted.hertz());
  }

  private long position(Instant instant, LevelData data) {
    return data.rate().samples(Duration.between(from, instant));
  }

  private Begun canvas(StoredSegment segment, LevelData data) throws WaveformRefusedException {
    if (begun.isEmpty()) {
      PeakColumns columns = new PeakColumns(data.channels(), zoom, pixels(data.rate()));
      begun = Optional.of(new Begun(segment, data.rate(), columns));
    }
    Begun canvas = begun.get();
    if (!canvas.rate().equals(data.rate()) || canvas.columns().channels() != data.channels()) {
      throw new WaveformRefusedException(
          "%s has %s and %s has %s: one waveform holds files of one kind; ask for a span of each"
              .formatted(
                  canvas.first().file(),
                  kind(canvas.columns().channels(), canvas.rate()),
                  segment.file(),
                  kind(data.channels(), data.rate())));
    }
    return canvas;
  }

  private static String kind(int channels, SampleRate rate) {
    return (channels == 1 ? "1 channel" : channels + " channels") + " at " + rate;
  }

  /** The waveform of all that was added; none if nothing was. To be called once, at the end. */
  public Optional<Waveform> waveform() {
    return begun.map(it -> new Waveform(it.rate(), it.columns().level()));
  }
}
