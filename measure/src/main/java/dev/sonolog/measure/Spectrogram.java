package dev.sonolog.measure;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.util.Arrays;

/**
 * What frequencies are heard when in a span of a file: columns of time, rows of frequency. It is
 * that of the mean of all channels; what is in opposite phase on two cancels out.
 *
 * <p>Windows of some 40 ms after Hann stand evenly on the span, as many in each column, and never
 * more than half a window apart, so that no sound falls between two. A column shows of each
 * frequency the loudest window whose middle lies in it, so that a click is seen at any scale. The
 * windows at the borders reach out of the span: spectrograms of spans that meet fit together.
 *
 * <p>A level is that of a sine: one at full scale has 0 dBFS wherever it lies between two
 * frequencies of the transform, for the power of its whole main lobe is summed.
 *
 * <p>Owned by one thread. Frames are added in order; those that are not needed cost nothing.
 */
public final class Spectrogram {
  /** A window is at least this part of a second long: long enough for speech and music. */
  private static final int WINDOWS_PER_SECOND = 25;

  private static final int SHORTEST = 64;

  /** The sum of the squares around the peak of a Hann window's transform; the peak's is 1. */
  private static final double LOBE = 1.5;

  private final SpectrogramSettings settings;
  private final SampleDecoder decoder;
  private final int channels;
  private final int sampleLength;
  private final long from;
  private final int length;
  private final PowerSpectrum spectrum;
  private final SpectrogramRows rows;
  private final float[] weights;
  private final long windowsPerColumn;

  /** From the middle of one window to that of the next, in frames. */
  private final double step;

  private final float[] powers;
  private final float[] loudest;
  private final byte[] cells;

  /** The frames that windows still need, from {@link #heldFrom} on. */
  private final float[] held;

  private long heldFrom;
  private int count;

  private final float[] channel;
  private long position;
  private long window;

  /**
   * @param format of the samples that are added; none matters to {@link #add(float[][], int, int)}
   * @param channels 1 to {@value LevelMeter#MAX_CHANNELS}
   * @param from the frame at which the first column begins
   * @param to the frame behind the last column, behind {@code from}
   * @param begin the frame that is added first; {@link #begin} is early enough
   */
  public Spectrogram(
      SampleFormat format,
      int channels,
      SampleRate rate,
      SpectrogramSettings settings,
      long from,
      long to,
      long begin) {
    if (from < 0 || to <= from || begin < 0 || begin > from) {
      throw new IllegalArgumentException(
          "No spectrogram of frames %d to %d of those from %d on".formatted(from, to, begin));
    }
    this.settings = settings;
    this.decoder = new SampleDecoder(format, channels);
    this.channels = channels;
    this.sampleLength = format.length();
    this.from = from;
    this.length = length(rate);
    this.spectrum = new PowerSpectrum(length);
    this.rows = new SpectrogramRows(settings, rate.hertz(), length);
    this.weights = hann(length);
    double perColumn = (double) (to - from) / settings.columns();
    this.windowsPerColumn = Math.max(1, (long) Math.ceil(2 * perColumn / length));
    this.step = perColumn / windowsPerColumn;
    this.powers = new float[spectrum.bins()];
    this.loudest = new float[spectrum.bins()];
    this.cells = new byte[settings.cells()];
    this.held = new float[2 * length];
    this.heldFrom = from - length / 2;
    this.count = (int) Math.max(0, begin - heldFrom);
    this.channel = new float[length];
    this.position = begin;
  }

  private static int length(SampleRate rate) {
    int least = Math.max(SHORTEST, rate.hertz() / WINDOWS_PER_SECOND);
    return Integer.highestOneBit(least - 1) * 2;
  }

  private static float[] hann(int length) {
    float[] weights = new float[length];
    for (int i = 0; i < length; i++) {
      weights[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / length));
    }
    return weights;
  }

  /** How many frames on each side of a span its windows reach out of it, at most. */
  public static int reach(SampleRate rate) {
    return length(rate) / 2;
  }

  /** The first frame that is needed for a span that begins at a frame. */
  public static long begin(long from, SampleRate rate) {
    return Math.max(0, from - reach(rate));
  }

  /** Adds whole interleaved frames. */
  public void add(byte[] bytes, int offset, int byteCount) {
    int frames = byteCount / decoder.stride();
    for (int done = skipped(frames); done < frames && !isComplete(); ) {
      int piece = Math.min(length, frames - done);
      float[] mean = room(piece);
      for (int i = 0; i < channels; i++) {
        int at = offset + done * decoder.stride() + i * sampleLength;
        decoder.decode(bytes, at, channel, 0, piece);
        addChannel(mean, piece);
      }
      take(piece);
      done += piece;
    }
  }

  /** Adds floating-point frames that lie channel by channel. */
  public void add(float[][] planes, int offset, int frames) {
    for (int done = skipped(frames); done < frames && !isComplete(); ) {
      int piece = Math.min(length, frames - done);
      float[] mean = room(piece);
      for (float[] plane : planes) {
        for (int i = 0; i < piece; i++) {
          channel[i] = SampleDecoder.audible(plane[offset + done + i]);
        }
        addChannel(mean, piece);
      }
      take(piece);
      done += piece;
    }
  }

  /** Passes what lies in front of all windows; says how many frames that were. */
  private int skipped(int frames) {
    int passed = Math.clamp(heldFrom - position, 0, frames);
    position += passed;
    return passed;
  }

  private float[] room(int frames) {
    Arrays.fill(held, count, count + frames, 0);
    return held;
  }

  private void addChannel(float[] mean, int frames) {
    float share = 1f / channels;
    for (int i = 0; i < frames; i++) {
      mean[count + i] += channel[i] * share;
    }
  }

  private void take(int frames) {
    position += frames;
    count += frames;
    while (!isComplete() && start() + length <= heldFrom + count) {
      measure((int) (start() - heldFrom));
      pass();
    }
    if (!isComplete()) {
      int unneeded = (int) Math.min(count, start() - heldFrom);
      System.arraycopy(held, unneeded, held, 0, count - unneeded);
      heldFrom += unneeded;
      count -= unneeded;
    }
  }

  /** Where the next window begins. */
  private long start() {
    return (long) (from + (window + 0.5) * step) - length / 2;
  }

  private void measure(int at) {
    spectrum.of(held, at, weights, powers);
    int top = powers.length - 1;
    loudest[0] = Math.max(loudest[0], powers[0] + powers[1]);
    for (int i = 1; i < top; i++) {
      loudest[i] = Math.max(loudest[i], powers[i - 1] + powers[i] + powers[i + 1]);
    }
    loudest[top] = Math.max(loudest[top], powers[top - 1] + powers[top]);
  }

  private void pass() {
    window++;
    if (window % windowsPerColumn == 0) {
      double fullScale = LOBE * (length / 4.0) * (length / 4.0);
      for (int i = 0; i < loudest.length; i++) {
        double level = Decibels.ofPower(loudest[i] / fullScale);
        loudest[i] = (float) Math.max(settings.floor(), level);
      }
      int column = (int) (window / windowsPerColumn) - 1;
      rows.fill(loudest, cells, column, settings.columns());
      Arrays.fill(loudest, 0);
    }
  }

  /** Whether no more frames are needed. */
  public boolean isComplete() {
    return window == settings.columns() * windowsPerColumn;
  }

  /** The frame that is added next. */
  public long position() {
    return position;
  }

  /**
   * The levels of all that was added, row by row, the highest frequencies first; each from 0 for
   * the floor to 255 for the ceiling, without a sign. What was not added is silent. To be called
   * once, at the end.
   */
  public byte[] finish() {
    long end = position;
    while (!isComplete() && start() < end) {
      int piece = length;
      var _ = room(piece);
      take(piece);
    }
    if (!isComplete() && window % windowsPerColumn != 0) {
      window += windowsPerColumn - window % windowsPerColumn - 1;
      pass();
    }
    return cells;
  }
}
