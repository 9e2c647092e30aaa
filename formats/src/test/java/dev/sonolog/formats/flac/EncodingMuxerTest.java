package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.EmptySegmentException;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.Pcm;
import dev.sonolog.formats.testing.SampleTags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Segments that are coded from blocks of a sound card. */
final class EncodingMuxerTest {
  private static final int HERTZ = 1_000;
  private static final int BLOCK = 256;
  private static final int SAMPLES = 5 * BLOCK + 77;

  private static SegmentMuxer written(Encoders encoders, MemoryFile file, byte[] pcm)
      throws IOException {
    SegmentMuxer muxer =
        encoders.container(5).muxer(Pcm.header(Codec.FLAC, SampleFormat.S24, HERTZ, 2));
    muxer.begin(SampleTags.of(0), file);
    for (PcmBlock block : Pcm.blocks(pcm, 6, new Random(3), 100)) {
      muxer.write(block);
    }
    return muxer;
  }

  private static byte[] pcm() {
    return Pcm.signal(SampleFormat.S24, HERTZ, 2, SAMPLES, 4);
  }

  @ParameterizedTest
  @EnumSource
  void framesAreAppendedAsTheyCome(Encoders encoders) throws IOException {
    MemoryFile file = new MemoryFile();
    written(encoders, file, pcm());
    assertThat(new FlacContainer().inspect(file).samples()).isEqualTo(5 * BLOCK);
  }

  @ParameterizedTest
  @EnumSource
  void aKilledFileIsRepairedToItsLastWholeFrame(Encoders encoders) throws IOException {
    MemoryFile whole = new MemoryFile();
    assertThat(written(encoders, whole, pcm()).seal(SampleTags.of(0), List.of()))
        .isEqualTo(SAMPLES);
    MemoryFile killed = new MemoryFile();
    written(encoders, killed, pcm());
    byte[] part = killed.content();
    int before = 0;
    for (int length = SegmentHead.LENGTH; length <= part.length; length += 7) {
      before = checkRepaired(Arrays.copyOf(part, length), before);
    }
    assertThat(before).isBetween(4 * BLOCK, 5 * BLOCK);
  }

  @ParameterizedTest
  @EnumSource
  void aSegmentThatWasBegunAndHoldsNoFrameIsEmpty(Encoders encoders) throws IOException {
    MemoryFile begun = new MemoryFile();
    written(encoders, begun, new byte[0]);
    assertThat(begun.size()).isEqualTo(SegmentHead.LENGTH);
    assertThatThrownBy(() -> new FlacContainer().repair(begun))
        .isInstanceOf(EmptySegmentException.class);
    MemoryFile torn = new MemoryFile(Arrays.copyOf(begun.content(), SegmentHead.LENGTH + 5));
    assertThatThrownBy(() -> new FlacContainer().repair(torn))
        .isInstanceOf(MalformedSegmentException.class)
        .isNotInstanceOf(EmptySegmentException.class);
  }

  /** The samples of what is repaired, never fewer than of a shorter file. */
  private static int checkRepaired(byte[] bytes, int before) throws IOException {
    MemoryFile file = new MemoryFile(bytes);
    try {
      InspectedSegment found = new FlacContainer().repair(file);
      int samples = (int) found.samples();
      assertThat(found.sealed()).isTrue();
      assertThat(samples % BLOCK).isZero();
      assertThat(samples).isGreaterThanOrEqualTo(before);
      assertThat(md5(file.content())).isEqualTo(md5Of(Arrays.copyOf(pcm(), samples * 6)));
      return samples;
    } catch (MalformedSegmentException _) {
      assertThat(before).isZero();
      return 0;
    }
  }

  private static String md5(byte[] file) {
    return StreamInfo.parse(Arrays.copyOfRange(file, 8, 8 + StreamInfo.LENGTH)).orElseThrow().md5();
  }

  private static String md5Of(byte[] pcm) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(pcm);
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Our own decoder puts out what was captured, whatever the samples are. */
  @ParameterizedTest
  @EnumSource
  void samplesOfAnyKindAreKept(Encoders encoders) throws IOException {
    long seed = new Random().nextLong();
    System.out.println(encoders + ": seed " + seed);
    Random random = new Random(seed);
    for (SampleFormat format : FlacEncoders.sampleFormats()) {
      for (int kind = 0; kind < 7; kind++) {
        for (int channels = 1; channels <= 3; channels++) {
          byte[] pcm = samples(format, channels, kind, random);
          MemoryFile file = new MemoryFile();
          SegmentMuxer muxer =
              encoders.container(5).muxer(Pcm.header(Codec.FLAC, format, HERTZ, channels));
          muxer.begin(SampleTags.of(0), file);
          int frame = channels * format.length();
          muxer.write(new PcmBlock(pcm, pcm.length / frame, pcm.length));
          muxer.seal(SampleTags.of(0), List.of());
          assertThat(decoded(file, format))
              .as("seed %s, %s, kind %s, %s channels", seed, format, kind, channels)
              .isEqualTo(pcm);
        }
      }
    }
  }

  /** Silence, one number, extremes, noise, noise with empty bits, a ramp, nearly silence. */
  private static byte[] samples(SampleFormat format, int channels, int kind, Random random) {
    int count = (1 + random.nextInt(3 * BLOCK)) * channels;
    ByteBuffer out = ByteBuffer.allocate(count * format.length());
    int shift = Integer.SIZE - format.bits();
    for (int i = 0; i < count; i++) {
      int sample =
          switch (kind) {
            case 0 -> 0;
            case 1 -> -7;
            case 2 -> (random.nextBoolean() ? Integer.MIN_VALUE : Integer.MAX_VALUE) >> shift;
            case 3 -> random.nextInt() >> shift;
            case 4 -> (random.nextInt() >> shift) & -256;
            case 5 -> i * 3 - 500;
            default -> random.nextInt(40) == 0 ? 1 : 0;
          };
      for (int octet = 0; octet < format.length(); octet++) {
        out.put((byte) (sample >> (8 * octet)));
      }
    }
    return out.array();
  }

  private static byte[] decoded(MemoryFile file, SampleFormat format) throws IOException {
    ByteArrayOutputStream pcm = new ByteArrayOutputStream();
    FlacDecoder decoder = new FlacDecoder();
    for (FlacFrame frame : Cutter.frames(file.content())) {
      try {
        decoder.decode(frame.header(), format.bits(), frame.bytes());
      } catch (MalformedFrameException e) {
        throw new AssertionError(e);
      }
      for (int i = 0; i < frame.samples(); i++) {
        for (int channel = 0; channel < frame.header().channels(); channel++) {
          for (int octet = 0; octet < format.length(); octet++) {
            pcm.write(decoder.samples(channel)[i] >> (8 * octet));
          }
        }
      }
    }
    return pcm.toByteArray();
  }

  @Test
  void whatFlacCannotHoldIsRefusedWithWhatItCan() {
    FlacContainer container = new FlacContainer();
    assertThatThrownBy(() -> container.muxer(Pcm.header(Codec.FLAC, SampleFormat.FLOAT, 48_000, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("s16, s24 or s32");
    assertThatThrownBy(() -> container.muxer(Pcm.header(Codec.FLAC, SampleFormat.S16, 48_000, 9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9 channels")
        .hasMessageContaining("1 to 8");
    assertThatThrownBy(() -> container.muxer(Pcm.header(Codec.FLAC, SampleFormat.S16, 768_000, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("655350 Hz");
    assertThatThrownBy(() -> new FlacEncoding(9)).hasMessageContaining("0..8");
  }

  @Test
  void aBlockOfAnotherTrackIsRefused() throws IOException {
    SegmentMuxer muxer =
        new FlacContainer().muxer(Pcm.header(Codec.FLAC, SampleFormat.S16, 48_000, 2));
    assertThatThrownBy(() -> muxer.write(new PcmBlock(new byte[6], 1, 6)))
        .isInstanceOf(IllegalArgumentException.class);
    muxer.begin(SampleTags.of(0), new MemoryFile());
    assertThatThrownBy(() -> muxer.begin(SampleTags.of(1), new MemoryFile()))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aSegmentWithoutSamplesIsSealedAllTheSame(Encoders encoders) throws IOException {
    MemoryFile file = new MemoryFile();
    assertThat(written(encoders, file, new byte[0]).seal(SampleTags.of(0), List.of())).isZero();
    assertThat(file.size()).isEqualTo(SegmentHead.LENGTH);
  }
}
