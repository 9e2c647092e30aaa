package dev.sonolog.formats.flac;

import static dev.sonolog.formats.flac.FlacFrames.OF_INFO;
import static dev.sonolog.formats.flac.FlacFrames.USUAL;
import static dev.sonolog.formats.flac.FlacFrames.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.mpeg.MpegContainer;
import dev.sonolog.formats.testing.Dump;
import dev.sonolog.formats.testing.Tools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FlacReaderTest {
  private static ByteInput input(byte[] bytes) {
    return new ByteInput(new ByteArrayInputStream(bytes), 1 << 20);
  }

  private static List<String> dump(byte[] bytes) {
    return Dump.of(new FlacReader(input(bytes)));
  }

  private static String shape(byte[] bytes) {
    return Dump.shape(dump(bytes));
  }

  @Test
  void rateAndDepthComeFromTheHeadWhereFramesLeaveThemToIt() throws IOException {
    List<StreamElement> elements = Cutter.elements(joined(OF_INFO.head(), OF_INFO.stream(3)));
    StreamElement.TrackHeader header = (StreamElement.TrackHeader) elements.getFirst();
    assertThat(header.format()).hasToString("FLAC 44100 Hz mono");
    assertThat(header.setup())
        .isEqualTo(new FlacSetup(16, FlacFrameHeader.Strategy.FIXED, 48, "any"));
    assertThat(elements).hasSize(4);
  }

  @Test
  void whoJoinsAStreamWhoseFramesLeaveTheRateToTheHeadIsToldWhatToDo() {
    FlacReader reader = new FlacReader(input(OF_INFO.stream(3)));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining("sample rate")
          .hasMessageContaining("STREAMINFO");
    }
  }

  @Test
  void aNewHeadIsANewTrackAlthoughTheFormatIsTheSame() {
    byte[] song = joined(USUAL.head(), USUAL.stream(3));
    assertThat(shape(joined(song, song))).isEqualTo("tffftfffe");
  }

  @Test
  void anEncoderThatBeganAgainWithoutAHeadIsANewTrackBehindItsShortFrame() {
    byte[] first = joined(USUAL.stream(3), USUAL.frame(3, 10));
    assertThat(shape(joined(first, USUAL.stream(3)))).isEqualTo("tfffftfffe");
  }

  @Test
  void whoJoinsInFrontOfAShortFrameGetsTwoTracks() {
    assertThat(shape(joined(USUAL.frame(3, 10), USUAL.stream(3)))).isEqualTo("tftfffe");
  }

  @Test
  void framesThatBeginAgainAtZeroAreOfTheSameTrack() {
    assertThat(shape(joined(USUAL.stream(3), USUAL.stream(3)))).isEqualTo("tffffffe");
  }

  @Test
  void aFrameWhoseContentIsBrokenIsDamageOfItsLength() {
    byte[] stream = USUAL.stream(6);
    int frame = USUAL.length(0);
    for (int at = 2 * frame; at < 3 * frame; at++) {
      byte[] broken = stream.clone();
      broken[at] ^= 0x10;
      assertThat(dump(broken))
          .as("byte %s", at)
          .contains(
              "damage @" + 2 * frame + " " + frame + " bytes: no whole frame is in these bytes");
      assertThat(shape(broken)).as("byte %s", at).isEqualTo("tffdfffe");
    }
  }

  @Test
  void zerosBehindAFrameAreNoPartOfIt() throws IOException {
    for (int number = 0; number < 600; number++) { // some CRCs end with 0 themselves
      byte[] frame = USUAL.frame(number, 64);
      List<StreamElement> elements =
          Cutter.elements(joined(frame, new byte[5], USUAL.frame(number + 1, 64)));
      assertThat(((FlacFrame) elements.get(1)).bytes()).as("frame %s", number).isEqualTo(frame);
    }
  }

  @Test
  void framesWhoseCrcEndsWithAZeroAreFramesOfTheirOwn() throws IOException {
    int ending = 0;
    for (int number = 0; number < 1_500; number++) {
      byte[] first = USUAL.frame(number, 64);
      byte[] second = USUAL.frame(number + 1, 64);
      ending += first[first.length - 1] == 0 ? 1 : 0;
      List<StreamElement> elements =
          Cutter.elements(joined(first, second, USUAL.frame(number + 2, 64)));
      assertThat(elements).as("from frame %s on", number).hasSize(4);
      assertThat(((FlacFrame) elements.get(1)).bytes()).as("frame %s", number).isEqualTo(first);
      assertThat(((FlacFrame) elements.get(2)).bytes()).isEqualTo(second);
    }
    assertThat(ending).as("frames that are such").isPositive();
  }

  @Test
  void bigPicturesArePassedOverWithoutBeingKept() {
    byte[] picture = FlacFrames.block(6, new byte[(1 << 24) - 1]);
    assertThat(shape(joined(USUAL.head(picture, picture), USUAL.stream(3)))).isEqualTo("tfffe");
  }

  @Test
  void aHeadWithoutEndIsNone() {
    List<byte[]> blocks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      blocks.add(FlacFrames.block(6, new byte[(1 << 24) - 1]));
    }
    assertThat(shape(USUAL.head(blocks.toArray(byte[][]::new)))).startsWith("d").endsWith("e");
  }

  @Test
  void whatIsNoFlacIsRefusedWithinTheLimit() {
    FlacReader reader = new FlacReader(input(new byte[3 << 20]));
    assertThatThrownBy(reader::next)
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("00 00 00");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5_000, 12_345, 30_000})
  void aStreamOfARealEncoderCanBeJoinedAnywhere(int from, @TempDir Path folder) throws Exception {
    byte[] stream = Files.readAllBytes(Material.STEREO_16.encode(folder, 2));
    String shape = shape(Arrays.copyOfRange(stream, from, stream.length));
    assertThat(shape).matches("tf{16,22}e");
  }

  // --- whose the bytes are

  private static boolean sniffs(byte[] bytes) throws IOException {
    ByteInput input = input(bytes);
    boolean sniffed = new FlacContainer().sniff(input);
    assertThat(input.position()).isZero();
    return sniffed;
  }

  @ParameterizedTest
  @EnumSource(names = {"STEREO_16", "SIX_CHANNELS", "VARIABLE_16", "STEREO_AT_ODD_RATE"})
  void flacIsSniffedFromAnyByteOnAndIsNoMpegAudio(Material material, @TempDir Path folder)
      throws Exception {
    byte[] stream = Files.readAllBytes(material.encode(folder, 2));
    for (int from : new int[] {0, 1, 1_000, 20_000, 70_000}) {
      byte[] joined = Arrays.copyOfRange(stream, from, stream.length);
      assertThat(sniffs(joined)).as("from %s", from).isTrue();
      assertThat(new MpegContainer().sniff(input(joined))).as("from %s", from).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-c:a libmp3lame -f mp3",
        "-c:a mp2 -f mp2",
        "-c:a aac -f adts",
        "-c:a libvorbis -f ogg",
        "-c:a libopus -f ogg",
        "-c:a flac -f ogg",
        "-c:a pcm_s16le -f wav"
      })
  void whatIsAnothersIsNotSniffed(String how, @TempDir Path folder) throws Exception {
    Path flac = Material.STEREO_16.encode(folder, 4);
    Path other = folder.resolve("other");
    List<Object> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-i", flac));
    command.addAll(List.of(how.split(" ")));
    command.add(other);
    Tools.run(folder, command.toArray());
    byte[] bytes = Files.readAllBytes(other);
    for (int from : new int[] {0, 1, 777}) {
      assertThat(sniffs(Arrays.copyOfRange(bytes, from, bytes.length)))
          .as("from %s", from)
          .isFalse();
    }
  }

  @Test
  void whatIsNothingIsNotSniffed() throws IOException {
    assertThat(sniffs(new byte[0])).isFalse();
    assertThat(sniffs(new byte[400_000])).isFalse();
  }
}
