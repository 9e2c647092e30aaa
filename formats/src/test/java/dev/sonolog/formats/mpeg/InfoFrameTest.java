package dev.sonolog.formats.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.testing.Signal;
import dev.sonolog.formats.testing.Tools;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InfoFrameTest {
  private static BodyTally tally(MpegHeader... headers) {
    BodyTally tally = new BodyTally();
    for (MpegHeader header : headers) {
      tally.add(new MpegFrame(header, MpegFrames.frame(header, 0, 1), 0));
    }
    return tally;
  }

  @Test
  void everyLayerThreeTrackHasAnInfoFrameThatCanBeReadBack() {
    for (MpegHeader like : MpegFrames.all()) {
      if (like.layer() == MpegHeader.Layer.TWO) {
        continue;
      }
      MpegHeader header = InfoFrame.header(like);
      BodyTally body = tally(like, like, like);
      byte[] frame = InfoFrame.sealed(header, body);
      InfoFrame info = InfoFrame.parse(header, frame).orElseThrow();
      int delay = like.version() == MpegHeader.Version.MPEG_1 ? 1_775 : 1_199;
      assertThat(info.frames()).contains(3L);
      assertThat(info.bytes()).contains(frame.length + 3L * like.frameLength());
      assertThat(info.trim()).contains(new InfoFrame.Trim(delay, 529));
      assertThat(info.agreesWith(header, body)).isTrue();
      assertThat(info.agreesWith(header, tally(like, like))).isFalse();
      assertThat(header.bitrate()).isGreaterThanOrEqualTo(like.bitrate());
      InfoFrame provisional =
          InfoFrame.parse(header, InfoFrame.provisional(header, OptionalLong.empty()))
              .orElseThrow();
      assertThat(provisional.trim()).isEqualTo(info.trim());
      assertThat(provisional.frames()).isEmpty();
      assertThat(provisional.agreesWith(header, body)).isFalse();
    }
  }

  @Test
  void aConstantBitrateIsInfoAndAChangingOneXing() {
    MpegHeader header = InfoFrame.header(MpegFrames.usual());
    byte[] constant = InfoFrame.sealed(header, tally(MpegFrames.usual(), MpegFrames.usual()));
    byte[] changing = InfoFrame.sealed(header, tally(MpegFrames.usual(), MpegFrames.usual(5)));
    assertThat(new String(constant, 36, 4, StandardCharsets.US_ASCII)).isEqualTo("Info");
    assertThat(new String(changing, 36, 4, StandardCharsets.US_ASCII)).isEqualTo("Xing");
  }

  /** LAME's own tag says what ours would say of the same bytes. */
  @Test
  void lengthAndChecksumsAreThoseThatLameComputes(@TempDir Path folder) throws Exception {
    Path wav = Signal.hard(folder, 5);
    Path file = folder.resolve("lame.mp3");
    Tools.run(folder, "lame", "--quiet", "-b", "128", wav, file);
    List<MpegFrame> frames = Cutter.frames(Files.readAllBytes(file));
    MpegFrame theirs = frames.getFirst();
    BodyTally body = new BodyTally();
    frames.subList(1, frames.size()).forEach(body::add);
    InfoFrame info = InfoFrame.parse(theirs.header(), theirs.bytes()).orElseThrow();
    assertThat(info.frames()).contains(body.frames());
    assertThat(info.bytes()).contains(theirs.bytes().length + body.bytes());
    assertThat(info.musicCrc()).contains(body.crc());
    ByteBuffer lame = ByteBuffer.wrap(theirs.bytes());
    int extension = 36 + 120;
    assertThat(lame.getInt(extension + 28)).isEqualTo(theirs.bytes().length + (int) body.bytes());
    assertThat(lame.getShort(extension + 34))
        .isEqualTo((short) Crc16.update(0, theirs.bytes(), 0, extension + 34));
    byte[] contents = body.contents(theirs.bytes().length);
    for (int i = 0; i < contents.length; i++) {
      int difference = (contents[i] & 0xFF) - (theirs.bytes()[36 + 16 + i] & 0xFF);
      assertThat(Math.abs(difference)).as("table of contents, %s %%", i).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void theTableOfContentsStaysTrueHoweverLongTheSegmentIs() {
    for (int frames : new int[] {1, 2, 99, 255, 256, 257, 5_000, 200_000}) {
      SeekTable table = new SeekTable();
      for (int i = 0; i < frames; i++) {
        table.add(position(i));
      }
      byte[] contents = table.contents(417, position(frames));
      double total = 417 + position(frames);
      for (int i = 1; i < contents.length; i++) {
        double exact = 256 * (417 + position(frames * i / 100.0)) / total;
        assertThat((double) (contents[i] & 0xFF))
            .as("%s frames, %s %%", frames, i)
            .isBetween(Math.min(255, exact) - 2.5, exact + 1.5);
      }
    }
  }

  /** Frames that get longer and longer. */
  private static long position(double frame) {
    return (long) (400 * frame + frame * frame / 1_000);
  }

  @Test
  void aFrameWithoutTheNameIsNoInfoFrame() {
    MpegHeader header = MpegFrames.usual();
    assertThat(InfoFrame.parse(header, MpegFrames.frame(header, 0, 1))).isEmpty();
  }

  @Test
  void aXingFrameWithoutTheExtensionSaysNothingOfTrims() {
    MpegHeader header = MpegFrames.usual();
    byte[] frame = InfoFrame.sealed(header, tally(header));
    frame[36 + 120] = 'G';
    InfoFrame info = InfoFrame.parse(header, frame).orElseThrow();
    assertThat(info.trim()).isEmpty();
    assertThat(info.frames()).isEqualTo(Optional.of(1L));
  }
}
