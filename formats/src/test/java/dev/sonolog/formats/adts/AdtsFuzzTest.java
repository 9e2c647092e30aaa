package dev.sonolog.formats.adts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.testing.AnyBytes;
import java.io.IOException;

/** Whatever the bytes are: progress, an end, and no exceptions but those that are documented. */
final class AdtsFuzzTest {
  private static final AdtsContainer CONTAINER = new AdtsContainer();

  /** Every byte is in at most one element, in order; all is told in the end. */
  @FuzzTest
  void aReaderMakesProgress(byte[] bytes) throws IOException {
    AnyBytes.read(CONTAINER, AdtsReader.LOOK_AHEAD, bytes, AnyBytes.inOrder(AdtsFuzzTest::check));
  }

  private static void check(StreamElement.Packet packet) {
    assertThat(packet).isInstanceOf(AdtsFrame.class);
    assertThat(packet.bytes()).hasSize(((AdtsFrame) packet).header().frameLength());
  }

  /** A file may still be malformed whose bytes were frames only as long as others followed. */
  @FuzzTest
  void aRepairTouchesTheHeadAndTheEndOnly(byte[] bytes) throws IOException {
    AnyBytes.repair(CONTAINER, bytes, (before, _) -> assertThat(before.samples()).isPositive());
  }
}
