package dev.sonolog.formats.wav;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.testing.AnyBytes;
import java.io.IOException;

/** Whatever the bytes are: progress, an end, and no exceptions but those that are documented. */
final class WavFuzzTest {
  private static final WavContainer CONTAINER = new WavContainer();

  @FuzzTest
  void aReaderMakesProgress(byte[] bytes) throws IOException {
    AnyBytes.read(
        CONTAINER,
        WavReader.LOOK_AHEAD,
        bytes,
        AnyBytes.inOrder(packet -> assertThat(packet).isInstanceOf(PcmBlock.class)));
  }

  @FuzzTest
  void aSnapshotIsNoLongerThanTheFile(byte[] bytes) throws IOException {
    AnyBytes.snapshot(CONTAINER, bytes);
  }

  @FuzzTest
  void aRepairTouchesTheHeadAndTheEndOnly(byte[] bytes) throws IOException {
    AnyBytes.repair(CONTAINER, bytes, WavFuzzTest::checkRepair);
  }

  private static void checkRepair(InspectedSegment before, InspectedSegment after) {
    assertThat(before.samples()).isPositive();
    assertThat(after.samples()).isEqualTo(before.samples());
  }
}
