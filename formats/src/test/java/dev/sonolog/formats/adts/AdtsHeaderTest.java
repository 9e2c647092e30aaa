package dev.sonolog.formats.adts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.adts.ProgramConfig.Element;
import dev.sonolog.formats.adts.ProgramConfig.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdtsHeaderTest {
  private static Optional<AdtsHeader> parse(byte[] header) {
    ByteBuffer in = ByteBuffer.wrap(header);
    return AdtsHeader.parse(in.getInt(0), in.getInt(3));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** The first bytes of a stream that FFmpeg encoded: 5.1 at 48 kHz. */
  @Test
  void aHeaderOfAnEncoderIsUnderstood() {
    AdtsHeader header = parse(bytes(0xFF, 0xF1, 0x4D, 0x80, 0x5B, 0x1F, 0xFC)).orElseThrow();
    assertThat(header.edition()).isEqualTo(AdtsHeader.Edition.MPEG_4);
    assertThat(header.profile()).isEqualTo(AdtsHeader.Profile.LOW_COMPLEXITY);
    assertThat(header.format()).hasToString("AAC 48000 Hz 6 channels");
    assertThat(header.crc()).isFalse();
    assertThat(header.frameLength()).isEqualTo(728);
    assertThat(header.samples()).isEqualTo(1_024);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 96000",
    "1, 88200",
    "2, 64000",
    "3, 48000",
    "4, 44100",
    "5, 32000",
    "6, 24000",
    "7, 22050",
    "8, 16000",
    "9, 12000",
    "10, 11025",
    "11, 8000",
    "12, 7350"
  })
  void everyRateOfTheTableIsKnown(int index, int hertz) {
    AdtsHeader header = new AdtsFrames(0, 1, index, 2, 0, 1).parsed(300);
    assertThat(header.rate().hertz()).isEqualTo(hertz);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "4, 4", "5, 5", "6, 6", "7, 8", "0, 2"})
  void channelsFollowFromTheConfiguration(int configuration, int channels) {
    AdtsHeader header = new AdtsFrames(0, 1, 4, configuration, 0, 1).parsed(300);
    assertThat(header.channels()).isEqualTo(channels);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 7", "0, 4, 7", "1, 1, 9", "1, 2, 11", "1, 4, 15"})
  void aFrameIsLongerThanItsHeaderAndCrc(int crc, int blocks, int offset) {
    AdtsFrames frames = new AdtsFrames(0, 1, 4, 2, crc, blocks);
    assertThat(parse(frames.header(offset))).isEmpty();
    AdtsHeader header = frames.parsed(offset + 1);
    assertThat(header.audioOffset()).isEqualTo(offset);
    assertThat(header.crc()).isEqualTo(crc == 1);
    assertThat(header.samples()).isEqualTo(1_024 * blocks);
    assertThat(frames.parsed(8_191).frameLength()).isEqualTo(AdtsHeader.MAX_FRAME_LENGTH);
  }

  @Test
  void whatTheStandardReservesIsNoHeader() {
    for (int rate = 13; rate < 16; rate++) {
      assertThat(parse(new AdtsFrames(0, 1, rate, 2, 0, 1).header(300))).isEmpty();
    }
    assertThat(parse(new AdtsFrames(1, 3, 4, 2, 0, 1).header(300))).isEmpty();
    assertThat(parse(new AdtsFrames(0, 3, 4, 2, 0, 1).header(300))).isPresent();
  }

  @Test
  void aHeaderOfMpegAudioIsNone() {
    for (int second = 0; second < 256; second++) {
      boolean layer = (second & 0x06) != 0;
      byte[] header = AdtsFrames.USUAL.header(300);
      header[1] = (byte) second;
      boolean sync = (second & 0xF0) == 0xF0;
      assertThat(parse(header).isPresent()).as("%02X", second).isEqualTo(sync && !layer);
    }
  }

  @Test
  void aTrackIsItsFixedHeader() {
    AdtsHeader usual = AdtsFrames.USUAL.parsed(300);
    for (AdtsFrames other :
        List.of(
            new AdtsFrames(1, 1, 4, 2, 0, 1),
            new AdtsFrames(0, 0, 4, 2, 0, 1),
            new AdtsFrames(0, 1, 3, 2, 0, 1),
            new AdtsFrames(0, 1, 4, 1, 0, 1))) {
      assertThat(usual.sameTrack(other.parsed(300))).as(other.toString()).isFalse();
      assertThat(usual.trackHeader()).isNotEqualTo(other.parsed(300).trackHeader());
    }
    AdtsHeader varied = new AdtsFrames(0, 1, 4, 2, 1, 3).parsed(77);
    assertThat(usual.sameTrack(varied)).isTrue();
    assertThat(usual.trackHeader()).isEqualTo(varied.trackHeader());
  }

  @Test
  void aFrameMaySayItsChannelsItself() throws IOException {
    StreamElement.TrackHeader track = Cutter.track(AdtsFrames.OWN_CHANNELS.stream(5));
    assertThat(track.format()).hasToString("AAC 48000 Hz 3 channels");
    assertThat(track.setup())
        .isEqualTo(
            new AdtsSetup(
                AdtsHeader.Edition.MPEG_4,
                AdtsHeader.Profile.LOW_COMPLEXITY,
                0,
                Optional.of(
                    new ProgramConfig(
                        List.of(
                            new Element(Place.FRONT, 2, 0),
                            new Element(Place.LOW_FREQUENCY, 1, 0))))));
  }

  /** From a stream that FFmpeg encoded: seven channels. */
  @Test
  void theChannelsOfAnEncoderAreUnderstood() {
    byte[] block = bytes(0xA0, 0x99, 0x09, 0x00, 0x04, 0x00, 0x18, 0x88, 0x0D, 0x4C, 0x61, 0x76);
    assertThat(ProgramConfig.parse(block).orElseThrow().channels()).isEqualTo(7);
  }

  @Test
  void aFrameThatSaysNothingOfItsChannelsIsTakenForStereo() throws IOException {
    byte[] frame = AdtsFrames.OWN_CHANNELS.frame(300, 1);
    frame[AdtsHeader.LENGTH] = 0;
    byte[] stream = AdtsFrames.joined(frame, frame, frame, frame);
    assertThat(Cutter.track(stream).format()).hasToString("AAC 48000 Hz stereo");
  }

  @Test
  void aProgramConfigThatIsCutOffOrNamesNoChannelIsNone() {
    byte[] config = AdtsFrames.config();
    for (int length = 0; length < config.length; length++) {
      assertThat(ProgramConfig.parse(Arrays.copyOf(config, length))).as("%s", length).isEmpty();
    }
    assertThat(ProgramConfig.parse(config)).isPresent();
    assertThat(ProgramConfig.parse(bytes(0xA0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))).isEmpty();
  }

  @Test
  void aProgramConfigThatIsWrittenIsReadAgain() {
    byte[] all = new byte[ProgramConfig.MAX_LENGTH];
    Arrays.fill(all, (byte) 0xFF);
    all[0] = (byte) 0xBF;
    for (byte[] coded : List.of(AdtsFrames.config(), all)) {
      ProgramConfig config = ProgramConfig.parse(coded).orElseThrow();
      byte[] again = config.coded(1, 4);
      assertThat(ProgramConfig.parse(again)).contains(config);
      assertThat(again[again.length - 1]).as("length of the comment").isZero();
    }
  }

  @Test
  void theLongestProgramConfigFitsIntoItsLimit() {
    byte[] all = new byte[ProgramConfig.MAX_LENGTH];
    Arrays.fill(all, (byte) 0xFF);
    all[0] = (byte) 0xBF;
    assertThat(ProgramConfig.parse(all).orElseThrow().channels()).isEqualTo(93);
    assertThat(ProgramConfig.parse(Arrays.copyOf(all, all.length - 1))).isEmpty();
  }

  @Test
  void aMuxerTakesFramesOfItsTrackAlone() throws IOException {
    AdtsHeader usual = AdtsFrames.USUAL.parsed(300);
    AdtsMuxer muxer = new AdtsMuxer(usual.trackHeader());
    muxer.write(new AdtsFrame(usual, AdtsFrames.USUAL.frame(300, 1), 300));
    AdtsHeader low = AdtsFrames.LOW.parsed(300);
    AdtsFrame other = new AdtsFrame(low, AdtsFrames.LOW.frame(300, 1), 300);
    assertThatThrownBy(() -> muxer.write(other)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new AdtsContainer()
                    .muxer(new StreamElement.TrackHeader(usual.format(), StreamElement.Setup.NONE)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
