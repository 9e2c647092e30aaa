package dev.sonolog.formats.adts;

import static dev.sonolog.formats.adts.AdtsFrames.LENGTH;
import static dev.sonolog.formats.adts.AdtsFrames.LOW;
import static dev.sonolog.formats.adts.AdtsFrames.USUAL;
import static dev.sonolog.formats.adts.AdtsFrames.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.tags.Id3v2;
import dev.sonolog.formats.testing.Dump;
import dev.sonolog.formats.testing.Elements;
import dev.sonolog.formats.testing.Inputs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdtsReaderTest {
  private static final byte[] TEN = USUAL.stream(10);

  private static List<String> dump(byte[]... parts) {
    return Dump.of(Cutter.reader(joined(parts)));
  }

  private static String shape(byte[]... parts) {
    return Dump.shape(dump(parts));
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) 0x95);
    return bytes;
  }

  @Test
  void aHealthyStreamIsATrackAndItsFrames() throws IOException {
    AdtsReader reader = Cutter.reader(TEN);
    assertThat(reader.next()).isEqualTo(USUAL.parsed(LENGTH).trackHeader());
    for (int i = 1; i <= 10; i++) {
      AdtsFrame frame = (AdtsFrame) reader.next();
      assertThat(frame.bytes()).isEqualTo(USUAL.frame(LENGTH, i - 1));
      assertThat(frame.samples()).isEqualTo(1_024);
      assertThat(frame.endPosition()).isEqualTo((long) i * LENGTH);
      assertThat(frame.position()).isEqualTo((i - 1L) * LENGTH);
    }
    assertThat(reader.next()).isEqualTo(new StreamElement.End());
    assertThat(reader.next()).isEqualTo(new StreamElement.End());
  }

  @Test
  void everyKindOfFrameIsRead() {
    for (int kind = 0; kind < 2 * 3 * 13 * 8 * 2 * 4; kind++) {
      AdtsFrames frames =
          new AdtsFrames(
              kind % 2,
              kind / 2 % 3,
              kind / 6 % 13,
              kind / 78 % 8,
              kind / 624 % 2,
              1 + kind / 1_248);
      assertThat(shape(frames.stream(5))).as(frames.toString()).isEqualTo("tfffffe");
    }
  }

  @Test
  void framesOfAnyLengthFollowEachOther() {
    byte[] stream = new byte[0];
    for (int length : new int[] {9, 8_191, 40, 8_191, 8_191, 8_191, 8_191, 13, 4_000}) {
      stream = joined(stream, USUAL.frame(length, length));
    }
    assertThat(shape(stream)).isEqualTo("tfffffffffe");
  }

  @ParameterizedTest
  @CsvSource({"0, e", "1, tfe", "2, tffe", "3, tfffe"})
  void fewFramesCountWhenTheyReachTheEndExactly(int frames, String shape) {
    assertThat(shape(USUAL.stream(frames))).isEqualTo(shape);
  }

  @Test
  void whoJoinsInTheMiddleOfAFrameHearsOfNoDamage() {
    for (int lost = 1; lost < 2 * LENGTH; lost++) {
      String frames = "f".repeat(10 - Math.ceilDiv(lost, LENGTH));
      assertThat(shape(Arrays.copyOfRange(TEN, lost, TEN.length)))
          .as("joined at %s", lost)
          .isEqualTo("t" + frames + "e");
    }
  }

  @Test
  void moreJunkThanAFrameInFrontIsDamage() {
    byte[] junk = bytes(AdtsHeader.MAX_FRAME_LENGTH);
    assertThat(dump(junk, TEN)).startsWith("damage @0 8191 bytes: no frame begins in these bytes");
    assertThat(shape(bytes(AdtsHeader.MAX_FRAME_LENGTH - 1), TEN)).isEqualTo("tffffffffffe");
  }

  @Test
  void junkBetweenFramesIsDamageAndBothFramesAreKept() {
    List<String> dump = dump(TEN, bytes(1_000), TEN);
    assertThat(Dump.shape(dump)).isEqualTo("tffffffffffdffffffffffe");
    assertThat(dump).contains("damage @3000 1000 bytes: no frame begins in these bytes");
  }

  @Test
  void bytesMissingInAFrameCostThatFrameAndNoOther() {
    for (int missing = 1; missing < LENGTH - AdtsHeader.LENGTH; missing++) {
      byte[] start = Arrays.copyOf(TEN, 4 * LENGTH - missing);
      byte[] rest = Arrays.copyOfRange(TEN, 4 * LENGTH, TEN.length);
      List<String> dump = dump(start, rest);
      assertThat(Dump.shape(dump)).as("missing %s", missing).isEqualTo("tfffdffffffe");
      assertThat(dump.get(4))
          .isEqualTo("damage @900 " + (LENGTH - missing) + " bytes: a frame is broken off");
    }
  }

  @Test
  void aChangeOfTheFixedHeaderIsANewTrack() {
    byte[] main = new AdtsFrames(0, 0, 4, 2, 0, 1).stream(5);
    byte[] mono = new AdtsFrames(0, 0, 4, 1, 0, 1).stream(5);
    assertThat(dump(TEN, main, mono, LOW.stream(5), AdtsFrames.OWN_CHANNELS.stream(5)))
        .filteredOn(line -> !line.startsWith("frame"))
        .containsExactly(
            "track AAC 44100 Hz stereo",
            "track AAC 44100 Hz stereo",
            "track AAC 44100 Hz mono",
            "track AAC 22050 Hz mono",
            "track AAC 48000 Hz 3 channels",
            "end");
  }

  @Test
  void otherChannelsInTheFramesAreANewTrackAndNoneAreNot() {
    byte[] three = AdtsFrames.OWN_CHANNELS.frame(LENGTH, 1);
    byte[] silent = three.clone();
    silent[AdtsHeader.LENGTH] = 0;
    byte[] otherTag = three.clone();
    otherTag[AdtsHeader.LENGTH + 5] ^= 4;
    assertThat(shape(three, silent, three, silent, three)).isEqualTo("tfffffe");
    byte[] four = joined(three, three, three, three);
    assertThat(shape(four, otherTag, otherTag, otherTag, otherTag)).isEqualTo("tfffftffffe");
    assertThat(shape(four, otherTag, four)).isEqualTo("tffffdffffe");
  }

  @Test
  void aSingleHeaderOfAnotherFormatIsNoChange() {
    assertThat(shape(TEN, LOW.frame(77, 1), TEN)).isEqualTo("tffffffffffdffffffffffe");
  }

  @Test
  void aTruncatedLastFrameIsDamage() {
    assertThat(dump(TEN, Arrays.copyOf(TEN, 100)))
        .endsWith("damage @3000 100 bytes: the last frame is cut off, 100 of 300 bytes", "end");
  }

  @Test
  void tagsBetweenFramesAreNoDamage() {
    byte[] id3v2 = Id3v2.write(3_000, Optional.empty(), OptionalLong.empty(), List.of());
    byte[] huge = Id3v2.write(300_000, Optional.empty(), OptionalLong.empty(), List.of());
    assertThat(shape(id3v2, TEN, id3v2, id3v2, TEN, huge, TEN, id3v2))
        .isEqualTo("tffffffffffffffffffffffffffffffe");
  }

  @Test
  void headersInsideOfAFrameDoNotMislead() {
    byte[] first = USUAL.frame(LENGTH, 1);
    byte[] header = USUAL.header(LENGTH);
    for (int at = 50; at < LENGTH - header.length; at += 11) {
      System.arraycopy(header, 0, first, at, header.length);
    }
    assertThat(shape(first, TEN, first, TEN)).isEqualTo("tffffffffffffffffffffffe");
  }

  @Test
  void randomBytesAreReportedAndNothingElse() throws IOException {
    long seed = new Random().nextLong();
    byte[] noise = new byte[200_000];
    new Random(seed).nextBytes(noise);
    List<StreamElement> elements = Elements.of(Cutter.reader(joined(TEN, noise, TEN)));
    long frames = elements.stream().filter(AdtsFrame.class::isInstance).count();
    long damaged = 0;
    for (StreamElement element : elements) {
      damaged += element instanceof StreamElement.Damage damage ? damage.bytes() : 0;
    }
    assertThat(frames).as("seed %s", seed).isEqualTo(20);
    assertThat(damaged).as("seed %s", seed).isEqualTo(noise.length);
  }

  /** A recorder that is killed loses what its reader holds back: here seven bytes. */
  @Test
  void aFrameIsToldWithTheHeaderBehindIt() throws IOException {
    int available = 4 * LENGTH + AdtsHeader.LENGTH;
    InputStream stalled = Inputs.failingOnceAt(TEN, available);
    AdtsReader reader = new AdtsReader(new ByteInput(stalled, AdtsReader.LOOK_AHEAD));
    for (int i = 0; i < 5; i++) {
      assertThat(reader.next()).isNotInstanceOf(StreamElement.Damage.class);
    }
    assertThatThrownBy(reader::next).hasMessage("The input failed for once");
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
        "Too many listeners | Text that begins \"Too many listeners\"",
      })
  void whatIsNoAdtsIsNamed(String content, String name) {
    AdtsReader reader = Cutter.reader(content.getBytes(StandardCharsets.ISO_8859_1));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining(name)
          .hasMessageContaining("AAC in ADTS was expected");
    }
  }

  @Test
  void mpegAudioIsNamed() {
    byte[] frame = new byte[417];
    System.arraycopy(new byte[] {-1, (byte) 0xFB, (byte) 0x90, 0}, 0, frame, 0, 4);
    assertThatThrownBy(() -> Cutter.reader(joined(frame, frame, frame)).next())
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("MPEG audio (MP3 or MP2); AAC in ADTS was expected");
  }

  @Test
  void theSearchForTheFirstFrameEnds() {
    assertThatThrownBy(() -> Cutter.reader(joined(bytes(200_000), TEN)).next())
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("95 95 95");
  }

  @Test
  void anInputThatKeepsTooLittleIsRefused() {
    assertThatThrownBy(() -> new AdtsReader(new ByteInput(new ByteArrayInputStream(TEN), 10_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
