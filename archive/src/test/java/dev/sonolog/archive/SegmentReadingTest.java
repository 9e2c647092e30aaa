package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.mpeg.MpegContainer;
import dev.sonolog.formats.wav.WavContainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentReadingTest {
  /** MPEG-1 Layer III, 128 kbit/s, 44.1 kHz, no padding (ISO/IEC 11172-3, 2.4.1.3). */
  private static final int FRAME = 417;

  private static final int FRAME_SAMPLES = 1152;

  @TempDir Path folder;

  private final SegmentReading reading =
      new SegmentReading(List.of(new MpegContainer(), new WavContainer()));

  @Test
  void aShortFileIsSeenWhole() throws IOException {
    SegmentReading.Glimpse glimpse = reading.glimpse(mp3(0, 100));
    assertThat(glimpse.whole()).isTrue();
    assertThat(glimpse.content().samples()).isEqualTo(100L * FRAME_SAMPLES);
  }

  @Test
  void ofALongFileTheBeginningIsRead() throws IOException {
    SegmentReading.Glimpse glimpse = reading.glimpse(mp3(0, 10_000));
    assertThat(glimpse.whole()).isFalse();
    assertThat(glimpse.content().length()).isBetween(100_000L, 128L << 10);
  }

  @Test
  void behindALargePictureThePacketsAreFound() throws IOException {
    SegmentReading.Glimpse glimpse = reading.glimpse(mp3(300_000, 10_000));
    assertThat(glimpse.whole()).isFalse();
    assertThat(glimpse.content().samples()).isBetween(100L * FRAME_SAMPLES, 3_000L * FRAME_SAMPLES);
  }

  @Test
  void whatIsNoAudioIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("a.mp3"), "no audio ".repeat(50_000));
    assertThatThrownBy(() -> reading.glimpse(text)).isInstanceOf(MalformedSegmentException.class);
    Path tag = mp3(2_000_000, 0);
    assertThatThrownBy(() -> reading.glimpse(tag)).isInstanceOf(MalformedSegmentException.class);
  }

  /** An ID3v2.4 tag of zeros, if it has a length (id3v2.4.0-structure, 3.1), and frames behind. */
  private Path mp3(int tag, int frames) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (tag > 0) {
      out.writeBytes("ID3".getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(new byte[] {4, 0, 0});
      for (int shift = 21; shift >= 0; shift -= 7) {
        out.write(tag >> shift & 0x7F);
      }
      out.writeBytes(new byte[tag]);
    }
    byte[] frame = new byte[FRAME];
    frame[0] = (byte) 0xFF;
    frame[1] = (byte) 0xFB;
    frame[2] = (byte) 0x90;
    for (int i = 0; i < frames; i++) {
      out.writeBytes(frame);
    }
    return Files.write(folder.resolve("a.mp3"), out.toByteArray());
  }
}
