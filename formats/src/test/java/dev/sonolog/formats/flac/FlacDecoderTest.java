package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FlacDecoderTest {
  @ParameterizedTest
  @EnumSource
  void itDecodesTheSamplesThatFlacDecodes(Material material, @TempDir Path folder)
      throws Exception {
    Path file = material.encode(folder, 2);
    byte[] bytes = Files.readAllBytes(file);
    List<FlacFrame> frames = Cutter.frames(bytes);
    FlacDecoder decoder = new FlacDecoder();
    ByteArrayOutputStream pcm = new ByteArrayOutputStream();
    for (FlacFrame frame : frames) {
      int length = decoder.decode(frame.header(), material.bitDepth(), frame.bytes());
      assertThat(length).isEqualTo(frame.bytes().length);
      for (int i = 0; i < frame.samples(); i++) {
        for (int channel = 0; channel < material.channels(); channel++) {
          int sample = decoder.samples(channel)[i];
          for (int octet = 0; octet < material.width(); octet++) {
            pcm.write(sample >> (8 * octet));
          }
        }
      }
    }
    assertThat(pcm.toByteArray()).isEqualTo(Judges.flac(folder, file));
  }
}
