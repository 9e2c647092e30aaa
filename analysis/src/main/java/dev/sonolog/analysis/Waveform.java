package dev.sonolog.analysis;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.PeakLevel;
import dev.sonolog.measure.PeakPyramid;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What a waveform is drawn from: for each pixel column the lowest and the highest sample of each
 * channel. Each column stands within {@value PeakPyramid#BUCKET} samples of what it shows; one that
 * begins and ends where level data's buckets do shows exactly its own samples.
 *
 * @param rate samples per second and channel
 * @param peaks a bucket for each pixel column
 */
public record Waveform(SampleRate rate, PeakLevel peaks) {
  /** The fewest samples per pixel that level data have; what is closer needs the samples. */
  public static final int KEPT_ZOOM = PeakPyramid.BUCKET;

  /**
   * The most pixel columns of one waveform, so that its memory is bounded: those of an hour and a
   * half at 48 kHz at the least zoom.
   */
  public static final int MAX_PIXELS = 1 << 20;

  /**
   * The waveform of a whole file.
   *
   * @param zoom samples per pixel, {@value PeakPyramid#BUCKET} or more
   * @throws IllegalArgumentException if the zoom is less
   * @throws WaveformRefusedException if there would be more than {@value #MAX_PIXELS} columns
   */
  public static Waveform of(LevelData data, int zoom) throws WaveformRefusedException {
    checkKept(zoom);
    PeakColumns columns = new PeakColumns(data.channels(), zoom, pixels(data.frames(), zoom));
    long frames = data.frames();
    if (frames > 0) {
      columns.paint(data.peaks(), new PeakColumns.Place(0, frames, 0, frames));
    }
    return new Waveform(data.rate(), columns.level());
  }

  /** Refuses what level data are too coarse for. */
  static void checkKept(int zoom) {
    if (zoom < KEPT_ZOOM) {
      throw new IllegalArgumentException(
          "A zoom of "
              + zoom
              + " samples per pixel is too close for level data, which begin at "
              + KEPT_ZOOM);
    }
  }

  /** How many columns so many samples need, the last one not always full. */
  static int pixels(long samples, int zoom) throws WaveformRefusedException {
    long pixels = Math.ceilDiv(samples, (long) zoom);
    if (pixels > MAX_PIXELS) {
      throw new WaveformRefusedException(
          pixels
              + " pixels are too many for one waveform, which holds "
              + MAX_PIXELS
              + "; ask for a shorter span, or for "
              + Math.ceilDiv(samples, (long) MAX_PIXELS)
              + " samples per pixel or more");
    }
    return (int) pixels;
  }

  /** The pixel columns. */
  public int length() {
    return peaks.length();
  }

  /** The samples of a column. */
  public int zoom() {
    return peaks.framesPerBucket();
  }

  /**
   * Writes it as other programs read it.
   *
   * @param out is neither closed nor buffered
   */
  public void write(WaveformFormat format, PeakBits bits, OutputStream out) throws IOException {
    WaveformFile file = new WaveformFile(this, bits);
    switch (format) {
      case DAT -> file.writeData(out);
      case JSON -> file.writeJson(out);
    }
  }
}
