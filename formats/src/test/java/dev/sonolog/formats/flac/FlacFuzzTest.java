package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.testing.AnyBytes;
import java.io.IOException;
import java.util.Optional;

/** Whatever the bytes are: progress, an end, and no exceptions but those that are documented. */
final class FlacFuzzTest {
  private static final FlacContainer CONTAINER = new FlacContainer();

  /** Every byte is in at most one element, in order; all is told in the end. */
  @FuzzTest
  void aReaderMakesProgress(byte[] bytes) throws IOException {
    AnyBytes.read(CONTAINER, FlacReader.LOOK_AHEAD, bytes, AnyBytes.inOrder(FlacFuzzTest::check));
  }

  private static void check(StreamElement.Packet packet) {
    assertThat(packet).isInstanceOf(FlacFrame.class);
    assertThat(FlacCrc.crc16(packet.bytes(), packet.bytes().length)).isZero();
    assertThat(packet.samples()).isBetween(1, 65_535);
  }

  @FuzzTest
  void aSnapshotIsNoLongerThanTheFile(byte[] bytes) throws IOException {
    AnyBytes.snapshot(CONTAINER, bytes);
  }

  @FuzzTest
  void aRepairTouchesTheHeadAndTheEndOnly(byte[] bytes) throws IOException {
    AnyBytes.repair(CONTAINER, bytes, FlacFuzzTest::checkRepair);
  }

  private static void checkRepair(InspectedSegment before, InspectedSegment after) {
    assertThat(before.samples()).isPositive();
    assertThat(after.samples()).isEqualTo(before.samples());
  }

  /** The CRCs are made right first, so that the subframes are reached. */
  @FuzzTest
  void aFrameIsDecodedOrMalformed(byte[] bytes) {
    if (bytes.length < 9) {
      return;
    }
    byte[] frame = bytes.clone();
    System.arraycopy(new byte[] {(byte) 0xFF, (byte) 0xF8}, 0, frame, 0, 2);
    frame[2] = (byte) (0x60 | (frame[2] & 0xF));
    frame[4] = 0;
    frame[6] = (byte) FlacCrc.crc8(frame, 6);
    Optional<FlacFrameHeader> header = FlacFrameHeader.parse(frame);
    if (header.isEmpty()) {
      return;
    }
    int crc = FlacCrc.crc16(frame, frame.length - 2);
    frame[frame.length - 2] = (byte) (crc >> 8);
    frame[frame.length - 1] = (byte) crc;
    try {
      int depth = header.get().bitDepth().orElse(16);
      int length = new FlacDecoder().decode(header.get(), depth, frame);
      assertThat(length).isBetween(header.get().length() + 2, frame.length);
    } catch (MalformedFrameException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }
}
