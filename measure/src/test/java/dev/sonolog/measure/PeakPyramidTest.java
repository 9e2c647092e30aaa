package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.pcm.SampleFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeakPyramidTest {
  private static final int BUCKET = PeakPyramid.BUCKET;
  private static final int FRAMES = 70_000 + 77;

  private static byte[] noise(SampleFormat format, int channels, int frames, long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[frames * channels * format.length()];
    if (format != SampleFormat.FLOAT) {
      random.nextBytes(bytes);
      return bytes;
    }
    double[] wave = new double[frames * channels];
    Arrays.setAll(wave, i -> 0.7 * random.nextGaussian());
    return Wave.bytes(format, wave);
  }

  private static PeakPyramid measured(SampleFormat format, int channels, byte[] bytes) {
    PeakPyramid pyramid = new PeakPyramid(format, channels);
    pyramid.add(bytes, 0, bytes.length);
    return pyramid;
  }

  /** A sample in steps of 16 bits, as it is. */
  private static double steps(SampleFormat format, byte[] bytes, int sample) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = sample * format.length();
    return switch (format) {
      case S16 -> in.getShort(at);
      case S24 -> (in.get(at + 2) << 16 | (in.getShort(at) & 0xFFFF)) / 256.0;
      case S32 -> in.getInt(at) / 65_536.0;
      case FLOAT -> (int) (in.getFloat(at) * 0x1p31f) / 65_536.0;
    };
  }

  /** The same by the plainest of means, at any scale. */
  private static PeakLevel plain(SampleFormat format, int channels, byte[] bytes, int perBucket) {
    int frames = bytes.length / format.length() / channels;
    int buckets = (frames + perBucket - 1) / perBucket;
    double[] found = new double[buckets * channels * 2];
    for (int i = 0; i < found.length; i += 2) {
      found[i] = Double.MAX_VALUE;
      found[i + 1] = -Double.MAX_VALUE;
    }
    for (int sample = 0; sample < frames * channels; sample++) {
      double value = steps(format, bytes, sample);
      int at = 2 * (sample / channels / perBucket * channels + sample % channels);
      found[at] = Math.min(found[at], value);
      found[at + 1] = Math.max(found[at + 1], value);
    }
    short[] values = new short[found.length];
    for (int i = 0; i < found.length; i++) {
      double whole = i % 2 == 0 ? Math.floor(found[i]) : Math.ceil(found[i]);
      values[i] = (short) Math.clamp(whole, -32_768, 32_767);
    }
    return new PeakLevel(channels, perBucket, values);
  }

  private static void assertSame(PeakLevel actual, PeakLevel expected) {
    assertThat(actual.values()).isEqualTo(expected.values());
    assertThat(actual).hasToString(expected.toString());
    assertThat(actual.sameAs(expected)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(SampleFormat.class)
  void eachScaleHoldsTheLowestAndTheHighestOfEachChannel(SampleFormat format) {
    for (int channels : new int[] {1, 2, 3, 32}) {
      byte[] bytes = noise(format, channels, FRAMES, 11);
      int perBucket = BUCKET;
      for (PeakLevel level : measured(format, channels, bytes).levels()) {
        assertSame(level, plain(format, channels, bytes, perBucket));
        perBucket *= 4;
      }
      assertThat(perBucket).isEqualTo(4 * 65_536);
    }
  }

  @ParameterizedTest
  @EnumSource(SampleFormat.class)
  void anyChunksGiveTheSameAndWhatGrowsIsRightAtEachMoment(SampleFormat format) {
    Random random = new Random(12);
    for (int channels : new int[] {1, 2, 5}) {
      byte[] bytes = noise(format, channels, 9_999, 13);
      int stride = channels * format.length();
      PeakPyramid pyramid = new PeakPyramid(format, channels);
      for (int done = 0; done < bytes.length; ) {
        int length = Math.min(bytes.length - done, stride * random.nextInt(1_500));
        pyramid.add(bytes, done, length);
        done += length;
        assertSame(pyramid.base(), measured(format, channels, Arrays.copyOf(bytes, done)).base());
      }
      assertSame(pyramid.base(), plain(format, channels, bytes, BUCKET));
      assertThat(pyramid.frames()).isEqualTo(9_999);
    }
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    PeakPyramid torn = measured(SampleFormat.S16, 2, new byte[400]);
    assertThatThrownBy(() -> new PeakPyramid(SampleFormat.S16, 33))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> torn.add(new byte[3], 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 bytes");
  }

  @Test
  void planesGiveWhatFramesGiveAndWhatIsNoNumberIsZero() {
    float[] left = {0.5f, Float.NaN, -2f, Float.NEGATIVE_INFINITY};
    float[] right = {1e-35f, Float.NaN, 1e-6f, -1e-6f};
    PeakPyramid planes = new PeakPyramid(SampleFormat.FLOAT, 2);
    planes.add(new float[][] {left, right}, 0, 4);
    ByteBuffer frames = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 4; i++) {
      frames.putFloat(left[i]).putFloat(right[i]);
    }
    PeakPyramid interleaved = measured(SampleFormat.FLOAT, 2, frames.array());
    for (PeakPyramid each : List.of(planes, interleaved)) {
      assertThat(each.base().values()).containsExactly(-32_768, 16_384, -1, 1);
      assertThat(each.base().lowest(0, 1)).isEqualTo((short) -1);
      assertThat(each.base().highest(0, 0)).isEqualTo((short) 16_384);
    }
  }

  @Test
  void nothingHasNoPeaks() {
    assertThat(new PeakPyramid(SampleFormat.S32, 2).levels())
        .hasSize(PeakPyramid.LEVELS)
        .allMatch(level -> level.length() == 0);
  }

  @ParameterizedTest
  @EnumSource(SampleFormat.class)
  void partsOfWholeBucketsGiveThePeaksOfOneGo(SampleFormat format) {
    byte[] bytes = noise(format, 2, FRAMES, 9);
    int stride = 2 * format.length();
    PeakPyramid joined = new PeakPyramid(format, 2);
    int from = 0;
    for (int buckets : new int[] {1, 40, 0, 100, FRAMES}) {
      int to = Math.min(bytes.length, from + buckets * BUCKET * stride);
      PeakPyramid part = new PeakPyramid(format, 2);
      part.add(bytes, from, to - from);
      joined.append(part);
      from = to;
    }
    assertThat(joined.frames()).isEqualTo(FRAMES);
    assertSame(joined.base(), measured(format, 2, bytes).base());
  }

  @Test
  void aPartThatEndsWithinABucketIsNotContinued() {
    PeakPyramid begun = measured(SampleFormat.S16, 2, new byte[4 * (BUCKET + 1)]);
    assertThatThrownBy(() -> begun.append(new PeakPyramid(SampleFormat.S16, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("frame 257");
    assertThatThrownBy(() -> begun.append(new PeakPyramid(SampleFormat.S16, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
