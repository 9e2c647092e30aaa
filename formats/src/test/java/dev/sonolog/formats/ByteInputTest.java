package dev.sonolog.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ByteInputTest {
  private static byte[] numbered(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    return bytes;
  }

  private static ByteInput input(int count, int limit) {
    return new ByteInput(new ByteArrayInputStream(numbered(count)), limit);
  }

  @Test
  void whatIsLookedAtIsNotConsumed() throws IOException {
    ByteInput input = new ByteInput(new ByteArrayInputStream(new byte[] {1, -1, 3, 4, 5}), 16);
    assertThat(input.ensure(5)).isTrue();
    assertThat(input.peek(1)).isEqualTo(255);
    assertThat(input.peekInt(1)).isEqualTo(0xFF030405);
    assertThat(input.peekBytes(2, 3)).containsExactly(3, 4, 5);
    assertThat(input.position()).isZero();
    input.skip(1);
    assertThat(input.take(2)).containsExactly(-1, 3);
    assertThat(input.position()).isEqualTo(3);
    assertThat(input.buffered()).isEqualTo(2);
  }

  @Test
  void theEndOfTheStreamIsNoFailure() throws IOException {
    ByteInput input = input(3, 16);
    assertThat(input.ensure(4)).isFalse();
    assertThat(input.buffered()).isEqualTo(3);
    assertThat(input.ensure(3)).isTrue();
    assertThat(input.ensure(0)).isTrue();
  }

  @Test
  void lookingFurtherThanTheLimitIsAMistakeOfTheCaller() {
    ByteInput input = input(100, 10);
    assertThat(input.limit()).isEqualTo(10);
    assertThatThrownBy(() -> input.ensure(11)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> input(100, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatWasNotEnsuredCannotBeTouched() throws IOException {
    ByteInput input = input(2, 10);
    assertThat(input.ensure(2)).isTrue();
    assertThatThrownBy(() -> input.peek(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> input.peekInt(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> input.skip(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> input.skip(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> input.take(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void anyMixOfLooksAndStepsSeesTheSameBytes() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] expected = numbered(200_000);
    ByteInput input = input(expected.length, 9_000);
    while (input.ensure(1)) {
      int count = random.nextInt(9_001);
      int there = input.ensure(count) ? count : input.buffered();
      int at = (int) input.position();
      assertThat(input.peekBytes(0, there))
          .as("seed %s", seed)
          .isEqualTo(Arrays.copyOfRange(expected, at, at + there));
      input.skip(random.nextInt(there + 1));
    }
    assertThat(input.position()).isEqualTo(expected.length);
  }

  /** Copying all bytes for each of them would take minutes. */
  @Test
  void lookingOneByteFurtherEachTimeIsCheap() throws IOException {
    int[] reads = new int[1];
    InputStream counting =
        new ByteArrayInputStream(numbered(1 << 20)) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            reads[0]++;
            return super.read(into, offset, length);
          }
        };
    ByteInput input = new ByteInput(counting, 1 << 20);
    for (int count = 1; count <= 1 << 20; count++) {
      assertThat(input.ensure(count)).isTrue();
    }
    assertThat(reads[0]).isLessThan(30);
  }

  @Test
  void whatWasReadBeforeAFailureStaysAhead() throws IOException {
    InputStream failing =
        new InputStream() {
          private int calls;

          @Override
          public int read() throws IOException {
            throw new IOException("Only blocks are read");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            if (calls++ == 1) {
              throw new IOException("The input failed for once");
            }
            into[offset] = (byte) calls;
            return 1;
          }
        };
    ByteInput input = new ByteInput(failing, 10);
    assertThatThrownBy(() -> input.ensure(3)).isInstanceOf(IOException.class);
    assertThat(input.buffered()).isEqualTo(1);
    assertThat(input.ensure(3)).isTrue();
    assertThat(input.take(3)).containsExactly(1, 3, 4);
  }

  @Test
  void whatCameSinceTheMarkIsReadAgain() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] content = numbered(200_000);
    for (int run = 0; run < 200; run++) {
      ByteInput input = new ByteInput(new ByteArrayInputStream(content), 1 << 16);
      read(input, random.nextInt(50_000));
      input.mark();
      int place = (int) input.position();
      read(input, random.nextInt(1 << 16));
      assertThat(input.reset()).as("seed %s", seed).isTrue();
      assertThat(input.position()).isEqualTo(place);
      assertThat(read(input, 70_000))
          .as("seed %s", seed)
          .isEqualTo(Arrays.copyOfRange(content, place, place + 70_000));
    }
  }

  @Test
  void aMarkThatIsTooFarBackIsForgotten() throws IOException {
    ByteInput input = input(200_000, 1 << 16);
    assertThat(input.reset()).as("never marked").isFalse();
    input.mark();
    read(input, 80_000);
    assertThat(input.reset()).isFalse();
    assertThat(input.position()).isEqualTo(80_000);
    assertThat(read(input, 120_000))
        .isEqualTo(Arrays.copyOfRange(numbered(200_000), 80_000, 200_000));
  }

  private static byte[] read(ByteInput input, int count) throws IOException {
    var read = new java.io.ByteArrayOutputStream();
    while (read.size() < count) {
      int some = Math.min(count - read.size(), 1_000);
      assertThat(input.ensure(some)).isTrue();
      read.writeBytes(input.take(some));
    }
    return read.toByteArray();
  }
}
