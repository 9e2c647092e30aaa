package dev.sonolog.formats.ogg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.testing.MemoryFile;
import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Files that are being written, cut at any byte. */
final class OggSnapshotTest {
  private static final OggContainer CONTAINER = new OggContainer();

  @Test
  void aSnapshotEndsWithItsLastWholePage() throws IOException {
    byte[] head = OggPages.head(1);
    byte[] first = OggPages.audio(1, 0);
    byte[] file = OggPages.joined(head, first, OggPages.audio(1, 1));
    int page = head.length + first.length;
    for (int length = page; length < file.length; length++) {
      assertThat(snapshot(file, length)).as("of %d bytes", length).isEqualTo(page);
    }
    assertThat(snapshot(file, file.length)).isEqualTo(file.length);
  }

  @Test
  void aPageWithAWrongChecksumIsNoPage() throws IOException {
    byte[] head = OggPages.head(1);
    byte[] file = OggPages.joined(head, OggPages.audio(1, 0));
    file[file.length - 1]++;
    assertThat(snapshot(file, file.length)).isEqualTo(head.length);
  }

  @Test
  void whatHoldsNoPageStaysAsItIs() throws IOException {
    for (int length : new int[] {0, 1, 27, 200_000}) {
      assertThat(snapshot(new byte[length], length)).isEqualTo(length);
    }
  }

  private static long snapshot(byte[] file, int length) throws IOException {
    return CONTAINER.snapshot(new MemoryFile(file), length, OptionalLong.empty()).length();
  }
}
