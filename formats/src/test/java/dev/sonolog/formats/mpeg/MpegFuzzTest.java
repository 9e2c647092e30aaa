package dev.sonolog.formats.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.tags.Id3v2Parser;
import dev.sonolog.formats.tags.TagContent;
import dev.sonolog.formats.testing.AnyBytes;
import java.io.IOException;
import java.util.Arrays;

/** Whatever the bytes are: progress, an end, and no exceptions but those that are documented. */
final class MpegFuzzTest {
  private static final MpegContainer CONTAINER = new MpegContainer();

  /** Every byte is in at most one element, in order; all is told in the end. */
  @FuzzTest
  void aReaderMakesProgress(byte[] bytes) throws IOException {
    AnyBytes.read(CONTAINER, MpegReader.LOOK_AHEAD, bytes, AnyBytes.inOrder(MpegFuzzTest::check));
  }

  private static void check(StreamElement.Packet packet) {
    assertThat(packet).isInstanceOf(MpegFrame.class);
    assertThat(packet.bytes()).hasSize(((MpegFrame) packet).header().frameLength());
  }

  /** A file may still be malformed whose bytes were frames only as long as others followed. */
  @FuzzTest
  void aRepairTouchesTheHeadAndTheEndOnly(byte[] bytes) throws IOException {
    AnyBytes.repair(CONTAINER, bytes, (_, _) -> {});
  }

  @FuzzTest
  void tagsAndInfoFramesAreParsedOrNot(byte[] bytes) {
    TagContent content = Id3v2Parser.parse(bytes);
    assertThat(content.chapters().size()).isLessThanOrEqualTo(bytes.length);
    if (bytes.length >= 4) {
      for (MpegHeader header : new MpegHeader[] {MpegFrames.usual(), MpegFrames.low()}) {
        byte[] frame = Arrays.copyOf(header.bytes(), header.frameLength());
        int room = Math.min(bytes.length, frame.length - header.mainDataOffset());
        System.arraycopy(bytes, 0, frame, header.mainDataOffset(), room);
        InfoFrame.parse(header, frame)
            .flatMap(InfoFrame::trim)
            .ifPresent(trim -> assertThat(trim.delay() | trim.padding()).isBetween(0, 0xFFF));
      }
    }
  }
}
