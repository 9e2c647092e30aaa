package dev.sonolog.archive.excerpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.excerpt.ExcerptResult.Written;
import dev.sonolog.formats.StreamElement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Writes excerpts, has them played, and compares what is heard with the source that was never cut.
 */
record Judge(Path folder) {
  // --- excerpts

  static ExcerptResult toFile(Excerpts excerpts, ExcerptPlan plan, GapPolicy gaps, Path file)
      throws Exception {
    try (ExcerptFile output = new ExcerptFile(file)) {
      ExcerptResult result = excerpts.write(plan, gaps, ZoneOffset.UTC, output, _ -> {});
      assertThat(output.written()).contains(file);
      return result;
    }
  }

  static ExcerptResult toStream(Excerpts excerpts, ExcerptPlan plan, GapPolicy gaps, Path file)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ExcerptResult result =
        excerpts.write(plan, gaps, ZoneOffset.UTC, new ExcerptStream(bytes), _ -> {});
    Files.write(file, bytes.toByteArray());
    return result;
  }

  List<Path> unzipped(byte[] bytes) throws IOException {
    Path target = Files.createDirectories(folder.resolve("unzipped"));
    List<Path> files = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = target.resolve(entry.getName());
        Files.write(file, zip.readAllBytes());
        files.add(file);
      }
    }
    return files;
  }

  // --- judges

  byte[] played(Path file) throws Exception {
    return Programs.ffmpeg(folder, file);
  }

  /** FFmpeg does not play every chain: the codec's own decoder does. */
  byte[] played(Path file, Material material) throws Exception {
    return switch (material) {
      case VORBIS_Q5 -> {
        Path raw = folder.resolve("played.raw");
        Programs.run(folder, "oggdec", "-Q", "-R", "-o", raw, file);
        yield Files.readAllBytes(raw);
      }
      case OPUS_96 -> {
        Path raw = folder.resolve("played.raw");
        Programs.run(folder, "opusdec", "--quiet", "--float", "--rate", 48_000, file, raw);
        yield Files.readAllBytes(raw);
      }
      case MP2_192 -> Programs.output(folder, "mpg123", "-q", "-e", "f32", "-s", file);
      case MP3_128, MP3_VBR, MP3_24_LOW, AAC_128, OGG_FLAC, FLAC, FLAC_OF_A_CARD, WAV ->
          played(file);
    };
  }

  static long readBack(Material material, Path file) throws IOException {
    return Material.read(material.container(), Files.readAllBytes(file)).stream()
        .filter(StreamElement.Packet.class::isInstance)
        .mapToLong(packet -> ((StreamElement.Packet) packet).samples())
        .sum();
  }

  /** The file plays the source's samples from where it says, and all that was asked for. */
  void assertSame(
      Recording.Run run,
      byte[] all,
      Written written,
      Path file,
      long from,
      long to,
      Material material)
      throws Exception {
    int frame = (int) (all.length / run.samples());
    long first = run.rate().samples(Duration.between(run.start(), written.from()));
    byte[] pcm = played(file, material);
    assertThat(pcm.length / frame).as("samples of %s", file).isEqualTo((int) written.samples());
    assertThat(first + written.settling())
        .as("begins")
        .isLessThanOrEqualTo(Math.max(from, written.settling()));
    assertThat(first + written.samples()).as("ends").isGreaterThanOrEqualTo(to);
    int skipped = (int) written.settling();
    byte[] wanted =
        Arrays.copyOfRange(
            all, (int) (first + skipped) * frame, (int) (first + written.samples()) * frame);
    byte[] found = Arrays.copyOfRange(pcm, skipped * frame, pcm.length);
    assertThat(Arrays.mismatch(found, wanted)).as("%s from %s", file, first).isEqualTo(-1);
  }

  /** Whether a stretch of samples occurs in others. */
  static boolean holds(byte[] all, byte[] part) {
    return indexOf(all, part, 0) >= 0;
  }

  /** Where a stretch of samples occurs in others, from an offset on; negative if nowhere. */
  static int indexOf(byte[] all, byte[] part, int from) {
    for (int at = from; at + part.length <= all.length; at += Short.BYTES) {
      if (Arrays.mismatch(all, at, at + part.length, part, 0, part.length) < 0) {
        return at;
      }
    }
    return -1;
  }
}
