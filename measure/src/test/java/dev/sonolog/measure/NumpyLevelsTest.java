package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.pcm.SampleFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The power of windows, before any rounding, has the bits that NumPy computed; how they were made,
 * {@code numpy_levels.py} beside them says.
 */
class NumpyLevelsTest {
  /** In the order in which they follow each other in a recording. */
  private static final int[] WINDOWS = {4_800, 4_800, 1_234, 7};

  @ParameterizedTest
  @CsvFileSource(resources = "numpy-levels.csv", numLinesToSkip = 1)
  void eachWindowHasTheSameBits(int bits, int channels, int frames, String level) {
    SampleFormat format = bits == 16 ? SampleFormat.S16 : SampleFormat.S24;
    Generator generator = new Generator(channels, bits);
    WindowPower power = WindowPower.of(format, channels);
    boolean found = false;
    for (int length : WINDOWS) {
      byte[] bytes = generator.bytes(length * channels);
      power.add(bytes, 0, length);
      if (length == frames) {
        found |= Math.sqrt(power.power()) == Double.parseDouble(level);
      }
      power.clear();
    }
    assertThat(found).as("%d bits, %d channels, %d frames", bits, channels, frames).isTrue();
  }

  /** Knuth's MMIX. */
  private static final class Generator {
    private final int bits;
    private long state;

    Generator(long state, int bits) {
      this.state = state;
      this.bits = bits;
    }

    byte[] bytes(int count) {
      ByteBuffer all = ByteBuffer.allocate(count * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        long sample = state >> (64 - bits);
        for (int shift = 0; shift < bits; shift += 8) {
          all.put((byte) (sample >> shift));
        }
      }
      return all.array();
    }
  }
}
