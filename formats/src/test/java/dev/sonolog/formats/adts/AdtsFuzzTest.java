package dev.sonolog.formats.adts;

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

/** Whatever the bytes are: progress, an end, and no exceptions but those that are documented. */
final class AdtsFuzzTest {
  private static final AdtsContainer CONTAINER = new AdtsContainer();

  /** Every byte is in at most one element, in order; all is told in the end. */
  @FuzzTest
  void aReaderMakesProgress(byte[] bytes) throws IOException {
    ByteInput input = new ByteInput(new ByteArrayInputStream(bytes), AdtsReader.LOOK_AHEAD);
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
      case AdtsFrame frame -> {
        assertThat(frame.position()).isGreaterThanOrEqualTo(position);
        assertThat(frame.bytes()).hasSize(frame.header().frameLength());
        yield frame.endPosition();
      }
      case StreamElement.Damage damage -> {
        assertThat(damage.position()).isGreaterThanOrEqualTo(position);
        assertThat(damage.bytes()).isPositive();
        yield damage.position() + damage.bytes();
      }
      case StreamElement.TrackHeader _ -> position;
      default -> throw new AssertionError("Unexpected " + element);
    };
  }

  /**
   * A repair shortens the file, replaces its head, and touches nothing else. It may still call a
   * file malformed whose bytes only looked like frames as long as others followed them.
   */
  @FuzzTest
  void aRepairTouchesTheHeadAndTheEndOnly(byte[] bytes) throws IOException {
    MemoryFile file = new MemoryFile(bytes);
    try {
      InspectedSegment before = CONTAINER.inspect(file);
      assertThat(file.writes()).isZero();
      assertThat(before.samples()).isPositive();
      assertThat(before.length()).isLessThanOrEqualTo(bytes.length);
      CONTAINER.repair(file);
      int from = before.headLength();
      int to = Math.toIntExact(file.size());
      assertThat(Arrays.copyOfRange(file.content(), from, to))
          .isEqualTo(Arrays.copyOfRange(bytes, from, to));
    } catch (MalformedSegmentException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }
}
