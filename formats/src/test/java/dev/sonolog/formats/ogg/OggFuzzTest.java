package dev.sonolog.formats.ogg;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.testing.AnyBytes;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.SampleTags;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Whatever the bytes are: progress, an end, and no exceptions but those that are documented. */
final class OggFuzzTest {
  private static final OggContainer CONTAINER = new OggContainer();

  /** Bytes of any kind, which hardly ever hold a page. */
  @FuzzTest
  void aReaderMakesProgressInAnyBytes(byte[] bytes) throws IOException {
    read(bytes);
  }

  /** Pages with right checksums, in which everything else is wrong. */
  @FuzzTest
  void aReaderMakesProgressInAnyPages(byte[] bytes) throws IOException {
    read(pages(bytes));
  }

  private static void read(byte[] bytes) throws IOException {
    AnyBytes.read(CONTAINER, 1 << 17, bytes, element -> check(element, bytes.length));
  }

  private static void check(StreamElement element, int length) {
    switch (element) {
      case OggPacket packet -> {
        assertThat(packet.samples()).isNotNegative();
        assertThat(packet.endTrim()).isNotNegative();
        assertThat(packet.endPosition()).isBetween(0L, (long) length);
      }
      case StreamElement.Damage damage -> {
        assertThat(damage.position()).isNotNegative();
        assertThat(damage.bytes()).isPositive();
      }
      case StreamElement.TrackHeader header -> assertThat(header.format().channels()).isPositive();
      case StreamElement.Title title -> assertThat(title.text()).isNotNull();
      default -> throw new AssertionError("Unexpected " + element);
    }
  }

  /** Whatever was read can be cut, and what was cut is whole. */
  @FuzzTest
  void whatIsReadCanBeCut(byte[] bytes) throws IOException {
    OggReader reader =
        new OggReader(
            new ByteInput(new ByteArrayInputStream(pages(bytes)), OggContainer.LOOK_AHEAD));
    SegmentMuxer muxer = null;
    MemoryFile file = new MemoryFile();
    boolean begun = false;
    long samples = 0;
    try {
      for (StreamElement element = reader.next();
          !(element instanceof StreamElement.End);
          element = reader.next()) {
        if (element instanceof StreamElement.TrackHeader header && !begun) {
          muxer = CONTAINER.muxer(header);
        } else if (element instanceof StreamElement.TrackHeader) {
          break;
        }
        if (element instanceof OggPacket packet && muxer != null) {
          if (!begun && muxer.canBegin()) {
            muxer.begin(SampleTags.of(0), file);
            begun = true;
          }
          muxer.write(packet);
          samples += begun ? packet.samples() : 0;
        }
      }
    } catch (UnsupportedFormatException e) {
      assertThat(e).hasMessageContaining(" ");
    }
    if (begun && muxer != null) {
      assertThat(muxer.seal(SampleTags.of(0), List.of())).isEqualTo(samples);
      if (samples > 0) {
        InspectedSegment found = CONTAINER.inspect(file);
        assertThat(found.samples()).isEqualTo(samples);
        assertThat(found.sealed()).isTrue();
      }
    }
  }

  @FuzzTest
  void aSnapshotIsNoLongerThanTheFile(byte[] bytes) throws IOException {
    AnyBytes.snapshot(CONTAINER, bytes);
  }

  /** A repair shortens the file and touches its head and its last page, and nothing else. */
  @FuzzTest
  void aRepairEndsWithAnotherThatDoesNothing(byte[] bytes) throws IOException {
    byte[] content = pages(bytes);
    MemoryFile file = new MemoryFile(content);
    try {
      InspectedSegment before = CONTAINER.inspect(file);
      assertThat(file.writes()).isZero();
      assertThat(before.samples()).isPositive();
      InspectedSegment after = CONTAINER.repair(file);
      assertThat(file.size()).isLessThanOrEqualTo(content.length);
      if (after.sealed()) {
        int writes = file.writes();
        CONTAINER.repair(file);
        assertThat(file.writes()).isEqualTo(writes);
      }
    } catch (MalformedSegmentException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }

  @FuzzTest
  void aVorbisSetupIsParsedOrNot(byte[] bytes) {
    VorbisModes.parse(bytes)
        .ifPresent(
            modes -> {
              for (int first = 0; first < 256; first += 2) {
                assertThat(modes.of(new byte[] {(byte) first})).isNotNull();
              }
              assertThat(modes.of(new byte[] {1})).isEqualTo(VorbisModes.Block.NONE);
            });
  }

  /**
   * The bytes as pages: a first byte that says with which headers they begin, and then for each
   * page its flags, its granule position, its jump in the sequence, and its packets.
   */
  private static byte[] pages(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int kind = in.hasRemaining() ? in.get() : 0;
    if ((kind & 1) != 0) {
      out.writeBytes(OggPages.head(0, "TITLE=A"));
    } else if ((kind & 2) != 0) {
      out.writeBytes(OggPages.vorbisHead(0));
    }
    int sequence = (kind & 2) != 0 ? 3 : 2;
    while (in.remaining() >= 5) {
      int flags = in.get() & 7;
      long granule = in.getShort();
      int jump = in.get();
      sequence += jump == 0 ? 1 : jump;
      byte[] lacing = new byte[Math.min(in.get() & 0x1F, in.remaining())];
      in.get(lacing);
      int length = 0;
      for (byte segment : lacing) {
        length += segment & 0xFF;
      }
      byte[] body = new byte[length];
      in.get(body, 0, Math.min(length, in.remaining()));
      out.writeBytes(new OggPage(0, flags, granule, jump >> 6, sequence - 1, lacing, body).bytes());
    }
    byte[] rest = new byte[in.remaining()];
    in.get(rest);
    out.writeBytes(rest);
    return Arrays.copyOf(out.toByteArray(), out.size());
  }
}
