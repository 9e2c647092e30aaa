package dev.sonolog.archive.excerpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
  private static final int LENGTH = 5 * ReadAhead.CHUNK + 12_345;

  @TempDir private Path folder = Path.of("");
  private final byte[] bytes = new byte[LENGTH];

  @BeforeEach
  void write() throws IOException {
    new Random(1).nextBytes(bytes);
    Files.write(path(), bytes);
  }

  private Path path() {
    return folder.resolve("file");
  }

  @Test
  void readsWhatTheFileHolds() throws IOException {
    try (FileChannel file = FileChannel.open(path(), StandardOpenOption.READ);
        ReadAhead ahead = new ReadAhead(file)) {
      assertThat(read(ahead, LENGTH + 1, 70_000)).isEqualTo(bytes);
      assertThat(ahead.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      assertThat(ahead.position()).isEqualTo(LENGTH);
    }
  }

  @Test
  void readsTheSameAsTheFileWhereverItJumps() throws IOException {
    Random random = new Random(2);
    try (FileChannel file = FileChannel.open(path(), StandardOpenOption.READ);
        ReadAhead ahead = new ReadAhead(file)) {
      for (int i = 0; i < 300; i++) {
        int from = random.nextInt(LENGTH + 1);
        int count = Math.min(LENGTH - from, 1 + random.nextInt(1 << random.nextInt(1, 22)));
        byte[] read = read(ahead.position(from), count, 1 + random.nextInt(200_000));
        assertThat(Arrays.equals(read, Arrays.copyOfRange(bytes, from, from + count)))
            .as("%d bytes from %d", count, from)
            .isTrue();
      }
    }
  }

  @Test
  void goesOnInAFileThatGrewMeanwhile() throws IOException {
    try (FileChannel file = FileChannel.open(path(), StandardOpenOption.READ);
        ReadAhead ahead = new ReadAhead(file)) {
      read(ahead, LENGTH + 1, 70_000);
      Files.write(path(), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
      assertThat(read(ahead, 10, 10)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void tellsThatReadingFailed() throws IOException {
    FileChannel file = FileChannel.open(path(), StandardOpenOption.READ);
    try (ReadAhead ahead = new ReadAhead(file)) {
      read(ahead, ReadAhead.GLANCE, ReadAhead.GLANCE);
      file.close();
      assertThat(ahead.isOpen()).isFalse();
      assertThatThrownBy(() -> read(ahead, LENGTH, 70_000))
          .isInstanceOf(IOException.class)
          .satisfiesAnyOf(
              e -> assertThat(e).isInstanceOf(ClosedChannelException.class),
              e -> assertThat(e).hasCauseInstanceOf(ClosedChannelException.class));
    }
  }

  @Test
  void leavesTheFileAsItIs() throws IOException {
    try (FileChannel file = FileChannel.open(path(), StandardOpenOption.READ)) {
      try (ReadAhead ahead = new ReadAhead(file)) {
        read(ahead, 2 * ReadAhead.CHUNK, 70_000);
        assertThatThrownBy(() -> ahead.write(ByteBuffer.allocate(1)))
            .isInstanceOf(NonWritableChannelException.class);
        assertThatThrownBy(() -> ahead.truncate(1)).isInstanceOf(NonWritableChannelException.class);
        assertThat(ahead.size()).isEqualTo(LENGTH);
      }
      assertThat(file.isOpen()).isTrue();
      assertThat(file.position()).isZero();
    }
  }

  /** Up to so many bytes, in pieces of one length. */
  private static byte[] read(SeekableByteChannel from, int most, int piece) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(most);
    int read = 0;
    while (read >= 0 && all.hasRemaining()) {
      read = from.read(all.limit(Math.min(most, all.position() + piece)));
      all.limit(most);
    }
    return Arrays.copyOf(all.array(), all.position());
  }
}
