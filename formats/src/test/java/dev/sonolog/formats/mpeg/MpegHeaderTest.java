package dev.sonolog.formats.mpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MpegHeaderTest {
  /** Lengths as published in the literature and as encoders write them. */
  @ParameterizedTest
  @CsvSource({
    "FFFB9064, 417, 1152, 44100, 128000, 2, 32",
    "FFFB9264, 418, 1152, 44100, 128000, 2, 32",
    "FFFBE400, 960, 1152, 48000, 320000, 2, 32",
    "FFFB18C0, 144, 1152, 32000, 32000, 1, 17",
    "FFF380C4, 208, 576, 22050, 64000, 1, 9",
    "FFF38044, 208, 576, 22050, 64000, 2, 17",
    "FFE318C4, 72, 576, 8000, 8000, 1, 9",
    "FFFDA400, 576, 1152, 48000, 192000, 2, 32",
    "FFFDEA00, 1729, 1152, 32000, 384000, 2, 32",
    "FFF58400, 384, 1152, 24000, 64000, 2, 17",
    "FFE5EA00, 2881, 1152, 8000, 160000, 2, 17",
  })
  void aHeaderSaysHowLongItsFrameIs(
      String hex, int length, int samples, int hertz, int bitrate, int channels, int sideInfo) {
    MpegHeader header = MpegFrames.header(Integer.parseUnsignedInt(hex, 16));
    assertThat(header.frameLength()).isEqualTo(length);
    assertThat(header.samples()).isEqualTo(samples);
    assertThat(header.rate()).isEqualTo(new SampleRate(hertz));
    assertThat(header.bitrate()).isEqualTo(bitrate);
    assertThat(header.channels()).isEqualTo(channels);
    assertThat(header.sideInfoLength()).isEqualTo(sideInfo);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FFDB9064", // a sync bit is missing
        "FFEB9064", // reserved version
        "FFF99064", // layer 00: ADTS
        "FFFF9064", // Layer I
        "FFFB0064", // free format
        "FFFBF064", // bitrate index 15
        "FFFB9C64", // rate index 3
        "FFFB9066", // reserved emphasis
        "00000000",
        "FFFFFFFF"
      })
  void whatTheStandardReservesIsNoHeader(String hex) {
    assertThat(MpegHeader.parse(Integer.parseUnsignedInt(hex, 16))).isEmpty();
  }

  @Test
  void everyLegalCombinationIsAFrameWithinTheLimits() {
    List<MpegHeader> all = MpegFrames.all();
    assertThat(all).hasSize(3 * 2 * 14 * 48).doesNotHaveDuplicates();
    for (MpegHeader header : all) {
      double exact = header.samples() / 8.0 * header.bitrate() / header.rate().hertz();
      assertThat(header.frameLength())
          .isEqualTo((int) exact + (header.padding() ? 1 : 0))
          .isLessThanOrEqualTo(MpegHeader.MAX_FRAME_LENGTH);
      if (header.layer() == MpegHeader.Layer.THREE && header.frameLength() > 24) {
        assertThat(header.mainDataLength()).isPositive();
      }
    }
  }

  @Test
  void anyWordIsAHeaderOrNone() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 1_000_000; i++) {
      int word = random.nextInt();
      MpegHeader.parse(word)
          .ifPresent(header -> assertThat(header.word()).as("seed %s", seed).isEqualTo(word));
    }
  }

  @Test
  void bitratePaddingCrcAndKindOfStereoMayChangeWithinATrack() {
    MpegHeader header = MpegFrames.usual();
    assertThat(header.sameTrack(MpegFrames.header(0xFFFA_9260))).isTrue();
    assertThat(header.sameTrack(MpegFrames.usual(1))).isTrue();
    assertThat(header.sameTrack(MpegFrames.header(0xFFFB_9080))).isTrue();
  }

  @Test
  void versionLayerRateAndMonoMayNot() {
    MpegHeader header = MpegFrames.usual();
    assertThat(header.sameTrack(MpegFrames.low())).isFalse();
    assertThat(header.sameTrack(MpegFrames.header(0xFFFD_9000))).isFalse();
    assertThat(header.sameTrack(MpegFrames.header(0xFFFB_9400))).isFalse();
    assertThat(header.sameTrack(MpegFrames.header(0xFFFB_90C0))).isFalse();
  }

  @Test
  void theFormatNamesCodecRateAndChannels() {
    assertThat(MpegFrames.low().format())
        .isEqualTo(new AudioFormat(Codec.MPEG_LAYER_3, new SampleRate(22_050), 1));
    assertThat(MpegFrames.layerTwo().format())
        .isEqualTo(new AudioFormat(Codec.MPEG_LAYER_2, new SampleRate(48_000), 2));
  }

  /** The reservoir frame and the Info frame rely on it. */
  @Test
  void everyLayerThreeTrackHasABitrateWithRoomForAnyReservoir() {
    for (MpegHeader header : MpegFrames.all()) {
      if (header.layer() == MpegHeader.Layer.THREE) {
        int bytes = header.reservoirLimit() + 8;
        MpegHeader roomy = header.withRoomFor(bytes);
        assertThat(roomy.mainDataLength()).isGreaterThanOrEqualTo(bytes);
        assertThat(roomy.sameTrack(header)).isTrue();
        assertThat(roomy.crc() || roomy.padding()).isFalse();
        assertThat(roomy.mode()).isEqualTo(header.mode());
      }
    }
  }

  @Test
  void moreRoomThanAnyBitrateHasIsRefused() {
    assertThatThrownBy(() -> MpegFrames.usual().withRoomFor(1_010))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1010");
  }

  @Test
  void mainDataBeginHasNineBitsOrEight() {
    MpegHeader usual = MpegFrames.usual();
    MpegHeader withCrc = MpegFrames.header(usual.word() & ~(1 << 16));
    for (int begin : new int[] {0, 1, 255, 256, 511}) {
      assertThat(frame(usual, begin).mainDataBegin()).isEqualTo(begin);
      assertThat(frame(withCrc, begin).mainDataBegin()).isEqualTo(begin);
    }
    assertThat(frame(MpegFrames.low(), 255).mainDataBegin()).isEqualTo(255);
  }

  private static MpegFrame frame(MpegHeader header, int mainDataBegin) {
    byte[] bytes = MpegFrames.frame(header, mainDataBegin, 1);
    return new MpegFrame(header, bytes, bytes.length);
  }
}
