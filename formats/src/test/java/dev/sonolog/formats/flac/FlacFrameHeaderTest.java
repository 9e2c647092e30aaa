package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.flac.FlacFrameHeader.Stereo;
import dev.sonolog.formats.flac.FlacFrameHeader.Strategy;
import dev.sonolog.formats.testing.MemoryFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FlacFrameHeaderTest {
  /** The two bytes of codes, number 5, and what the codes refer to. */
  private static Optional<FlacFrameHeader> parsed(int codes, int... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int octet : new int[] {0xFF, 0xF8, codes >> 8, codes, 5}) {
      out.write(octet);
    }
    for (int octet : more) {
      out.write(octet);
    }
    out.write(FlacCrc.crc8(out.toByteArray(), out.size()));
    return FlacFrameHeader.parse(out.toByteArray());
  }

  @Test
  void theExampleOfTheStandardIsUnderstood() {
    // RFC 9639, D.1.3 and D.1.4: a frame of one block of one sample.
    byte[] frame = {
      (byte) 0xFF,
      (byte) 0xF8,
      0x69,
      0x18,
      0,
      0,
      (byte) 0xBF,
      3,
      0x58,
      (byte) 0xFD,
      3,
      0x12,
      (byte) 0x8B,
      (byte) 0xAA,
      (byte) 0x9A
    };
    assertThat(FlacFrameHeader.parse(frame))
        .contains(
            new FlacFrameHeader(
                Strategy.FIXED,
                1,
                OptionalInt.of(44_100),
                2,
                Stereo.INDEPENDENT,
                OptionalInt.of(16),
                0,
                7));
    assertThat(FlacCrc.crc16(frame, frame.length)).isZero();
    FlacDecoder decoder = new FlacDecoder();
    assertThatNoFailure(decoder, frame);
    assertThat(decoder.samples(0)[0]).isEqualTo(25_588);
    assertThat(decoder.samples(1)[0]).isEqualTo(10_416);
  }

  private static void assertThatNoFailure(FlacDecoder decoder, byte[] frame) {
    try {
      FlacFrameHeader header = FlacFrameHeader.parse(frame).orElseThrow();
      assertThat(decoder.decode(header, 16, frame)).isEqualTo(frame.length);
    } catch (MalformedFrameException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,192",
    "2,576",
    "3,1152",
    "4,2304",
    "5,4608",
    "8,256",
    "9,512",
    "12,4096",
    "15,32768"
  })
  void blockSizes(int code, int size) {
    assertThat(parsed(code << 12 | 0x918).orElseThrow().blockSize()).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({
    "1,88200",
    "2,176400",
    "3,192000",
    "4,8000",
    "5,16000",
    "6,22050",
    "7,24000",
    "8,32000",
    "9,44100",
    "10,48000",
    "11,96000"
  })
  void rates(int code, int hertz) {
    assertThat(parsed(0xC018 | code << 8).orElseThrow().hertz()).hasValue(hertz);
  }

  @Test
  void sizesAndRatesBehindTheNumber() {
    assertThat(parsed(0x6918, 0xFF).orElseThrow().blockSize()).isEqualTo(256);
    assertThat(parsed(0x7918, 0xFF, 0xFE).orElseThrow().blockSize()).isEqualTo(65_535);
    assertThat(parsed(0x7918, 0xFF, 0xFF)).as("65,536 samples").isEmpty();
    assertThat(parsed(0xCC18, 44).orElseThrow().hertz()).hasValue(44_000);
    assertThat(parsed(0xCD18, 0xAC, 0x18).orElseThrow().hertz()).hasValue(44_056);
    assertThat(parsed(0xCE18, 0xFF, 0xFF).orElseThrow().hertz()).hasValue(655_350);
    assertThat(parsed(0xCD18, 0, 0)).as("0 Hz").isEmpty();
    FlacFrameHeader both = parsed(0x7D18, 0, 99, 0xAC, 0x18).orElseThrow();
    assertThat(both.blockSize()).isEqualTo(100);
    assertThat(both.hertz()).hasValue(44_056);
    assertThat(both.length()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,INDEPENDENT",
    "7,8,INDEPENDENT",
    "8,2,LEFT_SIDE",
    "9,2,SIDE_RIGHT",
    "10,2,MID_SIDE"
  })
  void channels(int code, int channels, Stereo stereo) {
    FlacFrameHeader header = parsed(0xC908 | code << 4).orElseThrow();
    assertThat(header.channels()).isEqualTo(channels);
    assertThat(header.stereo()).isEqualTo(stereo);
  }

  @ParameterizedTest
  @CsvSource({"1,8", "2,12", "4,16", "5,20", "6,24", "7,32"})
  void bitDepths(int code, int depth) {
    assertThat(parsed(0xC910 | code << 1).orElseThrow().bitDepth()).hasValue(depth);
  }

  @Test
  void whatIsLeftToTheStreamInfoIsEmptyUntilThereIsOne() {
    FlacFrameHeader header = parsed(0xC010).orElseThrow();
    assertThat(header.hertz()).isEmpty();
    assertThat(header.bitDepth()).isEmpty();
    StreamInfo info = new StreamInfo(16, 16, 0, 0, 44_056, 2, 13, 0, StreamInfo.NO_MD5);
    assertThat(header.hertz(Optional.of(info))).hasValue(44_056);
    assertThat(header.bitDepth(Optional.of(info))).hasValue(13);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0918, 0xCF18, 0xC9B8, 0xC916, 0xC919})
  void reservedCodesAreNoHeader(int codes) {
    assertThat(parsed(codes)).isEmpty();
  }

  @Test
  void aHeaderThatIsCutOffOrBrokenIsNone() {
    byte[] whole = Arrays.copyOf(FlacFrames.USUAL.frame(70_000, 64), 10);
    assertThat(FlacFrameHeader.parse(whole))
        .hasValueSatisfying(header -> assertThat(header.number()).isEqualTo(70_000));
    for (int length = 0; length < whole.length; length++) {
      assertThat(FlacFrameHeader.parse(Arrays.copyOf(whole, length))).isEmpty();
    }
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] broken = whole.clone();
      broken[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(FlacFrameHeader.parse(broken)).as("bit %s", bit).isEmpty();
    }
  }

  @Test
  void amongFramesOfManySizesAFrameKeepsItsAudioAndItsCrcIsRight() throws IOException {
    byte[] frame = FlacFrames.USUAL.frame(70);
    FlacFrameHeader usual = FlacFrameHeader.parse(Arrays.copyOf(frame, 16)).orElseThrow();
    for (int bits = 0; bits < 36; bits++) {
      byte[] appended = amongMany(new FlacFrame(usual, frame, frame.length), 1L << bits);
      FlacFrameHeader header = FlacFrameHeader.parse(Arrays.copyOf(appended, 16)).orElseThrow();
      assertThat(header.strategy()).isEqualTo(FlacFrameHeader.Strategy.VARIABLE);
      assertThat(header.number()).isEqualTo(1L << bits);
      assertThat(FlacCrc.crc16(appended, appended.length)).isZero();
      assertThat(Arrays.copyOfRange(appended, header.length(), appended.length - 2))
          .isEqualTo(Arrays.copyOfRange(frame, usual.length(), frame.length - 2));
    }
  }

  @Test
  void aFrameThatWasDamagedInMemoryStaysDamagedAmongOthers() throws IOException {
    byte[] frame = FlacFrames.USUAL.frame(70);
    FlacFrameHeader usual = FlacFrameHeader.parse(Arrays.copyOf(frame, 16)).orElseThrow();
    frame[frame.length / 2] ^= 4;
    byte[] appended = amongMany(new FlacFrame(usual, frame, frame.length), 123_456);
    assertThat(FlacCrc.crc16(appended, appended.length)).isNotZero();
  }

  private static byte[] amongMany(FlacFrame frame, long sample) throws IOException {
    MemoryFile file = new MemoryFile();
    int length = frame.appendAmongMany(sample, file);
    assertThat(file.content()).hasSize(length);
    return file.content();
  }

  @Test
  void aFrameBearsAnyNumberUpTo36BitsAndKeepsItsAudio() {
    byte[] frame = FlacFrames.VARIABLE.frame(0);
    FlacFrame first = new FlacFrame(FlacFrames.VARIABLE.header(), frame, frame.length);
    for (int bits = 0; bits <= 36; bits++) {
      for (long number : new long[] {(1L << bits) - 1, 1L << Math.min(bits, 35)}) {
        byte[] renumbered = first.renumbered(number);
        FlacFrameHeader header = FlacFrameHeader.parse(renumbered).orElseThrow();
        assertThat(header.number()).isEqualTo(number);
        assertThat(FlacCrc.crc16(renumbered, renumbered.length)).isZero();
        assertThat(new FlacFrame(header, renumbered, 0).renumbered(0)).isEqualTo(frame);
      }
    }
    assertThatThrownBy(() -> first.renumbered(1L << 36))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStreamInfoIsReadAsItWasWritten() {
    StreamInfo info =
        new StreamInfo(
            16,
            65_535,
            70_000,
            1_048_575,
            655_350,
            8,
            32,
            (1L << 36) - 1,
            "0123456789abcdef0123456789abcdef");
    assertThat(StreamInfo.parse(info.bytes())).contains(info);
    assertThat(StreamInfo.parse(new byte[33])).isEmpty();
    assertThat(StreamInfo.parse(new byte[34])).as("one bit per sample").isEmpty();
  }
}
