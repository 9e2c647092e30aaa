package dev.sonolog.analysis;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.PeakPyramid;
import dev.sonolog.measure.WindowLevels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Random samples, loud and quiet, and what a computation that knows no buckets says of them.
 *
 * @param samples interleaved
 */
@SuppressWarnings("ArrayRecordComponent") // only taken apart
record Noise(SampleRate rate, int channels, short[] samples) {
  static Noise of(Random random, int hertz, int channels, int frames) {
    short[] samples = new short[frames * channels];
    int loudness = 1;
    for (int i = 0; i < samples.length; i++) {
      if (random.nextInt(700) == 0) {
        loudness = 1 << random.nextInt(16);
      }
      samples[i] = (short) (random.nextInt(2 * loudness) - loudness);
    }
    return new Noise(new SampleRate(hertz), channels, samples);
  }

  int frames() {
    return samples.length / channels;
  }

  LevelData measured() {
    ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    WindowLevels windows = new WindowLevels(SampleFormat.S16, channels, rate);
    PeakPyramid peaks = new PeakPyramid(SampleFormat.S16, channels);
    windows.add(bytes.array(), 0, bytes.capacity());
    peaks.add(bytes.array(), 0, bytes.capacity());
    return new LevelData(
        "pcm_s16le", SampleFormat.S16, channels, rate, frames(), 0, windows.levels(), peaks.base());
  }

  /** The lowest sample of some frames; 0 if there is none. */
  int lowest(int channel, long from, long to) {
    int lowest = Integer.MAX_VALUE;
    for (int i = (int) Math.max(0, from); i < Math.min(frames(), to); i++) {
      lowest = Math.min(lowest, samples[i * channels + channel]);
    }
    return lowest == Integer.MAX_VALUE ? 0 : lowest;
  }

  /** The highest sample of some frames; 0 if there is none. */
  int highest(int channel, long from, long to) {
    int highest = Integer.MIN_VALUE;
    for (int i = (int) Math.max(0, from); i < Math.min(frames(), to); i++) {
      highest = Math.max(highest, samples[i * channels + channel]);
    }
    return highest == Integer.MIN_VALUE ? 0 : highest;
  }

  /** Writes it as a WAV file. */
  Path write(Path file) throws IOException {
    int length = samples.length * 2;
    ByteBuffer bytes = ByteBuffer.allocate(44 + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + length);
    bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    bytes.putShort((short) 1).putShort((short) channels).putInt(rate.hertz());
    bytes.putInt(2 * channels * rate.hertz()).putShort((short) (2 * channels)).putShort((short) 16);
    bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length);
    bytes.asShortBuffer().put(samples);
    return Files.write(file, bytes.array());
  }

  /** Some of its frames. */
  Noise part(int from, int to) {
    return new Noise(rate, channels, Arrays.copyOfRange(samples, from * channels, to * channels));
  }
}
