package dev.sonolog.measure;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures PCM as it passes and gives a {@link LevelReading} each 50 ms of it. One thread at a
 * time; it only computes: it never waits, reads no clock, and allocates nothing but the readings.
 *
 * <p>Samples are decoded into a buffer per channel and measured in pieces whose borders depend on
 * the position alone, so the same audio gives the same readings, to the last bit, however it is cut
 * into blocks.
 */
public final class LevelMeter {
  /** The most channels. */
  public static final int MAX_CHANNELS = 32;

  /** The lowest rate; below it a step of 10 ms would have too few samples to say anything. */
  public static final int MIN_HERTZ = 1000;

  /** Samples of a channel that stay in the fastest cache. */
  private static final int LONGEST_PIECE = 1024;

  private static final int FIRST = TruePeakMeter.HISTORY;

  private final Borders borders;
  private final double rate;
  private final SampleDecoder decoder;
  private final float[][] samples;
  private final ChannelMeter[] levels;
  private final List<TruePeakMeter> truePeaks = new ArrayList<>();
  private final Optional<LoudnessMeter> loudness;

  private long position;
  private long steps;
  private long readingBegin;
  private int filled;
  private int pieceLength;
  private boolean finished;

  /**
   * @param channels 1 to {@value #MAX_CHANNELS}
   * @param rate {@value #MIN_HERTZ} Hz or more
   * @throws IllegalArgumentException if the channels or the rate are outside their range, or the
   *     settings have weights for another number of channels
   */
  public LevelMeter(SampleFormat format, int channels, SampleRate rate, MeterSettings settings) {
    check(channels, rate);
    this.borders = new Borders(rate.hertz());
    this.rate = rate.hertz();
    this.decoder = new SampleDecoder(format, channels);
    this.samples = new float[channels][FIRST + LONGEST_PIECE];
    this.levels = new ChannelMeter[channels];
    double hold = settings.hold().toNanos() / 1e9;
    for (int i = 0; i < channels; i++) {
      levels[i] = new ChannelMeter(decoder.fullScale(), settings.clipRun(), hold);
    }
    double[] weights = settings.weightsFor(channels);
    this.loudness =
        settings.measures().contains(Measure.LOUDNESS)
            ? Optional.of(new LoudnessMeter(rate.hertz(), weights))
            : Optional.empty();
    if (settings.measures().contains(Measure.TRUE_PEAK)) {
      addTruePeaks(channels, new Oversampling(rate.hertz()));
    }
    beginPiece();
  }

  private static void check(int channels, SampleRate rate) {
    if (channels < 1 || channels > MAX_CHANNELS) {
      throw new IllegalArgumentException(channels + " channels are outside 1.." + MAX_CHANNELS);
    }
    if (rate.hertz() < MIN_HERTZ) {
      throw new IllegalArgumentException(
          "Levels of " + rate + " cannot be measured; " + MIN_HERTZ + " Hz is the least");
    }
  }

  private void addTruePeaks(int channels, Oversampling oversampling) {
    for (int i = 0; i < channels; i++) {
      truePeaks.add(new TruePeakMeter(oversampling, LONGEST_PIECE));
    }
  }

  /** Samples per channel that were added. */
  public long position() {
    return position;
  }

  /** Measures a block; see {@link #add(byte[], int, int, Consumer)}. */
  public void add(PcmBlock block, Consumer<? super LevelReading> readings) {
    add(block.bytes(), 0, block.bytes().length, readings);
  }

  /**
   * Measures whole frames and hands over each reading that they complete, in order, before this
   * returns.
   *
   * @param length bytes, 0 or more
   * @throws IndexOutOfBoundsException if the range is not within the bytes
   * @throws IllegalArgumentException if the length is no whole number of frames
   * @throws IllegalStateException after {@link #finish}
   */
  public void add(byte[] bytes, int offset, int length, Consumer<? super LevelReading> readings) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length % decoder.stride() != 0) {
      throw new IllegalArgumentException(
          length + " bytes are no whole frames of " + decoder.stride() + " bytes");
    }
    checkUnfinished();
    int frames = length / decoder.stride();
    for (int done = 0; done < frames; ) {
      done += fill(bytes, offset + done * decoder.stride(), frames - done);
      if (filled == pieceLength) {
        endPiece(readings);
      }
    }
  }

  private void checkUnfinished() {
    if (finished) {
      throw new IllegalStateException("The meter is finished; new audio needs a new one");
    }
  }

  private int fill(byte[] bytes, int offset, int frames) {
    int count = Math.min(frames, pieceLength - filled);
    int sampleLength = decoder.stride() / levels.length;
    for (int i = 0; i < levels.length; i++) {
      int from = offset + i * sampleLength;
      levels[i].addBroken(decoder.decode(bytes, from, samples[i], FIRST + filled, count));
    }
    filled += count;
    position += count;
    return count;
  }

  private void endPiece(Consumer<? super LevelReading> readings) {
    measurePiece();
    if (position == borders.end(steps + 1)) {
      endStep(readings);
    }
    beginPiece();
  }

  private void measurePiece() {
    if (loudness.isPresent()) {
      loudness.get().add(samples, FIRST, FIRST + filled);
    }
    for (int i = 0; i < levels.length; i++) {
      measureChannel(i, samples[i]);
      System.arraycopy(samples[i], filled, samples[i], 0, FIRST);
    }
  }

  private void measureChannel(int channel, float[] piece) {
    levels[channel].add(piece, FIRST, FIRST + filled);
    if (!truePeaks.isEmpty()) {
      truePeaks.get(channel).add(piece, filled);
    }
  }

  private void beginPiece() {
    filled = 0;
    pieceLength = (int) Math.min(LONGEST_PIECE, borders.end(steps + 1) - position);
  }

  private void endStep(Consumer<? super LevelReading> readings) {
    steps++;
    loudness.ifPresent(LoudnessMeter::endStep);
    if (steps % Borders.PER_READING == 0) {
      readings.accept(reading());
    }
  }

  private LevelReading reading() {
    int count = (int) (position - readingBegin);
    readingBegin = position;
    List<ChannelLevel> channels = new ArrayList<>(levels.length);
    for (int i = 0; i < levels.length; i++) {
      channels.add(levels[i].level(count, count / rate, truePeak(i)));
    }
    return new LevelReading(position, count, channels, loudness.map(LoudnessMeter::reading));
  }

  private Optional<TruePeak> truePeak(int channel) {
    return truePeaks.isEmpty()
        ? Optional.empty()
        : Optional.of(truePeaks.get(channel).reading(levels[channel].peak()));
  }

  /**
   * Begins a programme: what was highest, the clips, the integrated loudness and the loudness range
   * start anew from here; all that moves on its own goes on.
   */
  public void beginProgramme() {
    for (ChannelMeter level : levels) {
      level.beginProgramme();
    }
    truePeaks.forEach(TruePeakMeter::beginProgramme);
    loudness.ifPresent(LoudnessMeter::beginProgramme);
  }

  /**
   * Hands over a last, shorter reading if there are samples that no reading has told of. Its
   * loudness is that of the last whole step of 10 ms.
   *
   * @throws IllegalStateException after {@link #finish}
   */
  public void finish(Consumer<? super LevelReading> readings) {
    checkUnfinished();
    finished = true;
    measurePiece();
    if (position > readingBegin) {
      readings.accept(reading());
    }
  }
}
