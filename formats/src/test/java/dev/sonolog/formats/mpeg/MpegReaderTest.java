package dev.sonolog.formats.mpeg;

import static dev.sonolog.formats.mpeg.MpegFrames.frame;
import static dev.sonolog.formats.mpeg.MpegFrames.joined;
import static dev.sonolog.formats.mpeg.MpegFrames.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.frames.FrameReader;
import dev.sonolog.formats.tags.Id3v2;
import dev.sonolog.formats.testing.Dump;
import dev.sonolog.formats.testing.Elements;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MpegReaderTest {
  private static final MpegHeader USUAL = MpegFrames.usual();
  private static final int LENGTH = USUAL.frameLength();
  private static final byte[] TEN = stream(USUAL, 10);

  private static MpegReader reader(byte[]... parts) {
    return new MpegReader(
        new ByteInput(new ByteArrayInputStream(joined(parts)), MpegReader.LOOK_AHEAD));
  }

  private static List<String> dump(byte[]... parts) {
    return Dump.of(reader(parts));
  }

  private static String shape(byte[]... parts) {
    return Dump.shape(dump(parts));
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) 0x95);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aHealthyStreamIsATrackAndItsFrames() throws IOException {
    MpegReader reader = reader(TEN);
    assertThat(reader.next()).isEqualTo(USUAL.trackHeader());
    for (int i = 1; i <= 10; i++) {
      MpegFrame frame = (MpegFrame) reader.next();
      assertThat(frame.bytes()).isEqualTo(frame(USUAL, 0, i - 1));
      assertThat(frame.endPosition()).isEqualTo((long) i * LENGTH);
      assertThat(frame.position()).isEqualTo((i - 1L) * LENGTH);
    }
    assertThat(reader.next()).isEqualTo(new StreamElement.End());
    assertThat(reader.next()).isEqualTo(new StreamElement.End());
  }

  @Test
  void everyKindOfFrameIsRead() {
    for (MpegHeader header : MpegFrames.all()) {
      assertThat(shape(stream(header, 5))).as(header.toString()).isEqualTo("tfffffe");
    }
  }

  @Test
  void bitrateAndPaddingMayChangeByTheFrame() {
    List<MpegHeader> headers =
        List.of(USUAL, MpegFrames.usual(1), MpegFrames.usual(14), MpegFrames.header(0xFFFA_9240));
    assertThat(shape(stream(headers))).isEqualTo("tffffe");
  }

  @Test
  void anEmptyInputIsTheEnd() {
    assertThat(shape()).isEqualTo("e");
  }

  @ParameterizedTest
  @CsvSource({"1, tfe", "2, tffe", "3, tfffe"})
  void fewFramesCountWhenTheyReachTheEndExactly(int frames, String shape) {
    assertThat(shape(stream(USUAL, frames))).isEqualTo(shape);
  }

  @Test
  void whoJoinsInTheMiddleOfAFrameHearsOfNoDamage() {
    for (int lost = 1; lost < LENGTH; lost++) {
      assertThat(shape(Arrays.copyOfRange(TEN, lost, TEN.length))).isEqualTo("tfffffffffe");
    }
  }

  @Test
  void moreJunkThanAFrameInFrontIsDamage() {
    byte[] junk = bytes(MpegHeader.MAX_FRAME_LENGTH);
    assertThat(dump(junk, TEN)).startsWith("damage @0 2881 bytes: no frame begins in these bytes");
    assertThat(shape(bytes(MpegHeader.MAX_FRAME_LENGTH - 1), TEN)).isEqualTo("tffffffffffe");
  }

  @Test
  void junkBetweenFramesIsDamageAndBothFramesAreKept() {
    List<String> dump = dump(TEN, bytes(1_000), TEN);
    assertThat(Dump.shape(dump)).isEqualTo("tffffffffffdffffffffffe");
    assertThat(dump).contains("damage @4170 1000 bytes: no frame begins in these bytes");
  }

  @Test
  void bytesMissingInAFrameCostThatFrameAndNoOther() {
    for (int missing = 1; missing < LENGTH - 4; missing++) {
      byte[] start = Arrays.copyOf(TEN, 3 * LENGTH + LENGTH - missing);
      byte[] rest = Arrays.copyOfRange(TEN, 4 * LENGTH, TEN.length);
      List<String> dump = dump(start, rest);
      assertThat(Dump.shape(dump)).as("missing %s", missing).isEqualTo("tfffdffffffe");
      assertThat(dump.get(4))
          .isEqualTo("damage @1251 " + (LENGTH - missing) + " bytes: a frame is broken off");
    }
  }

  @Test
  void aChangeOfFormatIsANewTrack() {
    assertThat(dump(TEN, stream(MpegFrames.low(), 5), stream(MpegFrames.layerTwo(), 5)))
        .filteredOn(line -> !line.startsWith("frame"))
        .containsExactly(
            "track MP3 44100 Hz stereo",
            "track MP3 22050 Hz mono",
            "track MP2 48000 Hz stereo",
            "end");
  }

  @Test
  void aSingleHeaderOfAnotherFormatIsNoChange() {
    byte[] stray = frame(MpegFrames.low(), 0, 77);
    assertThat(shape(TEN, stray, TEN)).isEqualTo("tffffffffffdffffffffffe");
  }

  @Test
  void aTruncatedLastFrameIsDamage() {
    assertThat(dump(TEN, Arrays.copyOf(TEN, 100)))
        .endsWith("damage @4170 100 bytes: the last frame is cut off, 100 of 417 bytes", "end");
  }

  @Test
  void aBrokenOffFrameNearTheEndDoesNotHideThoseBehindIt() {
    byte[] long320 = Arrays.copyOf(frame(MpegFrames.usual(14), 0, 1), 100);
    List<String> dump = dump(TEN, long320, frame(USUAL, 0, 3), frame(USUAL, 0, 4));
    assertThat(Dump.shape(dump)).isEqualTo("tffffffffffdffe");
    assertThat(dump).contains("damage @4170 100 bytes: a frame is broken off");
  }

  @Test
  void tagsBetweenFramesAreNoDamage() {
    byte[] id3v2 = Id3v2.write(3_000, Optional.empty(), OptionalLong.empty(), List.of());
    byte[] id3v1 = joined(ascii("TAG"), bytes(125));
    byte[] ape =
        joined(
            ascii("APETAGEX"),
            new byte[] {0, 0, 0, 0, 50, 0, 0, 0, 1, 0, 0, 0},
            new byte[] {0, 0, 0, (byte) 0xA0},
            new byte[8],
            bytes(50));
    byte[] lyrics = ascii("LYRICSBEGINla la la000013LYRICS200");
    assertThat(shape(id3v2, TEN, id3v1, id3v2, TEN, ape, TEN, lyrics, id3v1, TEN, id3v1))
        .isEqualTo("tffffffffffffffffffffffffffffffffffffffffe");
  }

  @Test
  void aTagThatIsLongerThanTheInputKeepsIsSkipped() {
    byte[] id3v2 = Id3v2.write(300_000, Optional.empty(), OptionalLong.empty(), List.of());
    assertThat(shape(id3v2, TEN)).isEqualTo("tffffffffffe");
    assertThat(shape(Arrays.copyOf(id3v2, 200_000))).isEqualTo("e");
  }

  @Test
  void aTagThatClaimsMoreThanTheLimitIsJunk() {
    byte[] huge = joined(ascii("ID3"), new byte[] {4, 0, 0, 0x7F, 0x7F, 0x7F, 0x7F});
    assertThat(shape(TEN, huge, TEN)).isEqualTo("tffffffffffdffffffffffe");
  }

  @Test
  void anInfoFrameIsAFrameLikeOthers() {
    byte[] info = InfoFrame.provisional(InfoFrame.header(USUAL), OptionalLong.empty());
    assertThat(shape(info, TEN, info, TEN)).isEqualTo("tffffffffffffffffffffffe");
  }

  @Test
  void headersInsideOfAFrameDoNotMislead() {
    byte[] first = frame(USUAL, 0, 1);
    byte[] header = USUAL.bytes();
    for (int at = 50; at < LENGTH - 4; at += 7) {
      System.arraycopy(header, 0, first, at, 4);
    }
    assertThat(shape(first, TEN, first, TEN)).isEqualTo("tffffffffffffffffffffffe");
  }

  @Test
  void randomBytesAreReportedAndNothingElse() throws IOException {
    long seed = new Random().nextLong();
    byte[] noise = new byte[200_000];
    new Random(seed).nextBytes(noise);
    List<StreamElement> elements = Elements.of(reader(TEN, noise, TEN));
    long frames = elements.stream().filter(MpegFrame.class::isInstance).count();
    assertThat(frames).as("seed %s", seed).isEqualTo(20);
    assertThat(damaged(elements)).as("seed %s", seed).isEqualTo(noise.length);
  }

  private static long damaged(List<StreamElement> elements) {
    long bytes = 0;
    for (StreamElement element : elements) {
      bytes += element instanceof StreamElement.Damage damage ? damage.bytes() : 0;
    }
    return bytes;
  }

  @Test
  void aLongStretchOfJunkIsReportedInPieces() {
    List<String> dump = dump(TEN, bytes(300_000), TEN);
    assertThat(Dump.shape(dump)).isEqualTo("tffffffffffdddffffffffffe");
  }

  @Test
  void oneReaderOverManyBytesKeepsFew() {
    ByteInput input =
        new ByteInput(
            new ByteArrayInputStream(stream(Collections.nCopies(2_000, USUAL))),
            MpegReader.LOOK_AHEAD);
    assertThat(Dump.of(new MpegReader(input))).hasSize(2_002);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OggS and so on | Ogg",
        "fLaC and so on | FLAC",
        "RIFF and so on | WAV",
        "xxxxftypM4A    | MP4",
        "#EXTM3U list   | playlist",
        "<!DOCTYPE html><html>no stream</html> | web page",
        "  <html><body>404 | web page",
        "ICY 404 Resource Not Found | server's answer that was taken for audio, \"ICY 404",
        "Too many listeners | Text that begins \"Too many listeners\"",
      })
  void whatIsNoMpegAudioIsNamed(String content, String name) {
    MpegReader reader = reader(ascii(content));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining(name);
    }
  }

  @Test
  void aacLayerOneAndFreeFormatAreNamed() {
    byte[] adts = new byte[200];
    System.arraycopy(
        new byte[] {-1, (byte) 0xF1, 0x50, (byte) 0x80, 0x19, 0x1F, -4}, 0, adts, 0, 7);
    assertUnsupported("AAC", adts);
    byte[] layerOne = new byte[192 / 4 * 4 * 2];
    System.arraycopy(new byte[] {-1, -1, (byte) 0x64, 0}, 0, layerOne, 0, 4);
    assertUnsupported("Layer I,", Arrays.copyOf(layerOne, 12 * 192_000 / 48_000 * 4));
    byte[] free = new byte[500];
    System.arraycopy(new byte[] {-1, (byte) 0xFB, 0, 0}, 0, free, 0, 4);
    assertUnsupported("free format", free);
  }

  private static void assertUnsupported(String name, byte[] frame) {
    assertThatThrownBy(
            () -> reader(joined(Collections.nCopies(600, frame).toArray(byte[][]::new))).next())
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining(name);
  }

  @Test
  void theSearchForTheFirstFrameEnds() {
    assertThatThrownBy(() -> reader(bytes(200_000), TEN).next())
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("95 95 95");
    assertThat(shape(bytes(FrameReader.SEARCH_LIMIT - 1), TEN)).isEqualTo("dtffffffffffe");
  }

  @Test
  void anInputThatEndsBeforeItsFirstFrameIsDamage() {
    byte[] part = Arrays.copyOfRange(TEN, 10, 300);
    assertThat(dump(part)).containsExactly("damage @0 290 bytes: no frame up to the end", "end");
  }

  @Test
  void anInputThatKeepsTooLittleIsRefused() {
    assertThatThrownBy(() -> new MpegReader(new ByteInput(new ByteArrayInputStream(TEN), 1_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
