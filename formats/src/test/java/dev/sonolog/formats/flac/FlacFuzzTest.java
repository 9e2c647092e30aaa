package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.testing.MemoryFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Whatever the bytes are: progress, an end, and no exceptions but those that are documented. */
final class FlacFuzzTest {
  private static final FlacContainer CONTAINER = new FlacContainer();

  /** Every byte is in at most one element, in order; all is told in the end. */
  @FuzzTest
  void aReaderMakesProgress(byte[] bytes) throws IOException {
    ByteInput input = new ByteInput(new ByteArrayInputStream(bytes), FlacReader.LOOK_AHEAD);
    CONTAINER.sniff(input);
    assertThat(input.position()).isZero();
    PacketReader reader = CONTAINER.reader(input);
    long position = 0;
    try {
      StreamElement element = reader.next();
      while (!(element instanceof StreamElement.End)) {
        position = checked(element, position);
        element = reader.next();
      }
      assertThat(input.position()).isEqualTo(bytes.length);
    } catch (UnsupportedFormatException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }

  private static long checked(StreamElement element, long position) {
    return switch (element) {
      case FlacFrame frame -> {
        assertThat(frame.position()).isGreaterThanOrEqualTo(position);
        assertThat(FlacCrc.crc16(frame.bytes(), frame.bytes().length)).isZero();
        assertThat(frame.samples()).isBetween(1, 65_535);
        yield frame.endPosition();
      }
      case StreamElement.Damage damage -> {
        assertThat(damage.position()).isGreaterThanOrEqualTo(position);
        assertThat(damage.bytes()).isPositive();
        yield damage.position() + damage.bytes();
      }
      case StreamElement.TrackHeader _, StreamElement.Title _ -> position;
      default -> throw new AssertionError("Unexpected " + element);
    };
  }

  /** A repair shortens the file, replaces its head, and touches nothing else. */
  @FuzzTest
  void aRepairTouchesTheHeadAndTheEndOnly(byte[] bytes) throws IOException {
    MemoryFile file = new MemoryFile(bytes);
    try {
      InspectedSegment before = CONTAINER.inspect(file);
      assertThat(file.writes()).isZero();
      assertThat(before.samples()).isPositive();
      assertThat(before.length()).isLessThanOrEqualTo(bytes.length);
      InspectedSegment after = CONTAINER.repair(file);
      assertThat(after.samples()).isEqualTo(before.samples());
      int from = before.headLength();
      int to = Math.toIntExact(file.size());
      assertThat(Arrays.copyOfRange(file.content(), from, to))
          .isEqualTo(Arrays.copyOfRange(bytes, from, to));
    } catch (MalformedSegmentException e) {
      assertThat(e).hasMessageContaining(" ");
    }
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
