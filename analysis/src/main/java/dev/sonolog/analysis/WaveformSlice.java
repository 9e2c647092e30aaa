package dev.sonolog.analysis;

import dev.sonolog.archive.excerpt.Slice;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.wav.WavSamples;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.jobs.WavPieces;
import dev.sonolog.measure.PeakLevel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The waveform of a span of a source's timeline, put together from the files that hold it. Its
 * columns stand on the timeline's clock: where nothing was recorded they are zero, and what was
 * recorded stands where it was on air. All files of one waveform have the same number of channels
 * and the same rate. One thread; it only computes, but for {@link #addSamples}, which reads.
 */
public final class WaveformSlice {
  private final Instant from;
  private final Instant to;
  private final int zoom;
  private Optional<Begun> begun = Optional.empty();

  /** What the first file decided. */
  private record Begun(String first, SampleRate rate, PeakColumns columns) {}

  /**
   * @param from when the first column begins
   * @param to where the last one ends, or within it
   * @param zoom samples per pixel, 1 or more
   * @throws IllegalArgumentException if the zoom is less, or the span empty
   */
  public WaveformSlice(Instant from, Instant to, int zoom) {
    if (zoom < 1) {
      throw new IllegalArgumentException("A zoom of " + zoom + "; 1 sample per pixel is the least");
    }
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
   * @throws IllegalArgumentException if level data are too coarse for the zoom: {@link #isFine}
   */
  public void add(Slice slice, SampleRate counted, LevelData data) throws WaveformRefusedException {
    Waveform.checkKept(zoom);
    Begun canvas = canvas(slice.segment().file().toString(), data.channels(), data.rate());
    long first = frame(slice.first(), counted, data);
    long last = frame(slice.last(), counted, data);
    long there = Math.min(last, data.frames());
    if (first < there) {
      long at = position(slice.start(), data.rate());
      long until = position(slice.end(), data.rate());
      double share = (double) (there - first) / (last - first);
      long shown = at + Math.max(1, Math.round((until - at) * share));
      canvas.columns().paint(data.peaks(), new PeakColumns.Place(at, shown, first, there));
    }
  }

  private static long frame(long sample, SampleRate counted, LevelData data) {
    return scaled(sample, counted, data.rate());
  }

  private static long scaled(long sample, SampleRate counted, SampleRate decoded) {
    return counted.equals(decoded)
        ? sample
        : Math.round((double) sample * decoded.hertz() / counted.hertz());
  }

  private long position(Instant instant, SampleRate rate) {
    return rate.samples(Duration.between(from, instant));
  }

  /** Whether the samples themselves are needed, for level data are too coarse. */
  public boolean isFine() {
    return zoom < Waveform.KEPT_ZOOM;
  }

  /**
   * Adds samples. They stand on the clock as level data do: those of a slice evenly in its place.
   *
   * @param wav a WAV file, which holds what the slices do
   * @param slices in their order
   * @param counted the rate at which their samples are counted; a decoder may put out another one
   * @param name what is to be said of it when it does not go with what was added before
   * @throws WaveformRefusedException if it does not, or if there would be too many columns
   * @throws IOException if it cannot be read
   */
  public void addSamples(Path wav, List<Slice> slices, SampleRate counted, String name)
      throws IOException {
    try (FileChannel file = FileChannel.open(wav)) {
      WavSamples samples = WavSamples.find(file);
      Begun canvas = canvas(name, samples.channels(), samples.rate());
      SlicePainter painter =
          new SlicePainter(canvas.columns(), samples, places(slices, counted, samples.rate()));
      WavPieces.read(file, samples, painter::paint, _ -> {});
    }
  }

  private List<PeakColumns.Place> places(
      List<Slice> slices, SampleRate counted, SampleRate decoded) {
    List<PeakColumns.Place> places = new ArrayList<>();
    long frame = 0;
    for (Slice slice : slices) {
      long last = frame + scaled(slice.last() - slice.first(), counted, decoded);
      if (frame < last) {
        places.add(
            new PeakColumns.Place(
                position(slice.start(), decoded), position(slice.end(), decoded), frame, last));
      }
      frame = last;
    }
    return places;
  }

  /** Paints the pieces of a file, whose frames have their places. One thread. */
  private static final class SlicePainter {
    private final PeakColumns columns;
    private final WavSamples samples;
    private final List<PeakColumns.Place> places;
    private long frame;

    SlicePainter(PeakColumns columns, WavSamples samples, List<PeakColumns.Place> places) {
      this.columns = columns;
      this.samples = samples;
      this.places = places;
    }

    void paint(byte[] bytes, int length) {
      PeakLevel each = PeakLevel.ofFrames(samples.format(), samples.channels(), bytes, length);
      for (PeakColumns.Place place : places) {
        long from = Math.max(frame, place.first());
        long to = Math.min(frame + each.length(), place.last());
        if (from < to) {
          columns.paint(each, place.part(from, to).earlier(frame));
        }
      }
      frame += each.length();
    }
  }

  private Begun canvas(String name, int channels, SampleRate rate) throws WaveformRefusedException {
    if (begun.isEmpty()) {
      begun = Optional.of(new Begun(name, rate, new PeakColumns(channels, zoom, pixels(rate))));
    }
    Begun canvas = begun.get();
    if (!canvas.rate().equals(rate) || canvas.columns().channels() != channels) {
      throw new WaveformRefusedException(
          "%s has %s and %s has %s: one waveform holds files of one kind; ask for a span of each"
              .formatted(
                  canvas.first(),
                  kind(canvas.columns().channels(), canvas.rate()),
                  name,
                  kind(channels, rate)));
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
