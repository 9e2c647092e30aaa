package dev.sonolog.formats.tags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.testing.SampleTags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class VorbisCommentTest {
  private static final Duration LENGTH = Duration.ofSeconds(100);

  private static Chapter chapter(int from, int to, String title) {
    return new Chapter(Duration.ofMillis(from), Duration.ofMillis(to), title);
  }

  private static byte[] written(int number, List<Chapter> chapters) {
    return VorbisComment.write(
        VorbisComment.ROOM,
        "libencoder 1.0",
        Optional.of(SampleTags.of(number)),
        OptionalLong.of(4711),
        chapters);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    List<Chapter> chapters =
        List.of(
            chapter(0, 10_500, "Títle = one"),
            chapter(10_500, 20_000, "two"),
            chapter(30_001, 100_000, "behind a stretch without a title"));
    for (int number = 0; number < 2; number++) {
      VorbisComment.Read read = VorbisComment.read(written(number, chapters), Optional.of(LENGTH));
      assertThat(read.vendor()).isEqualTo("libencoder 1.0");
      assertThat(read.content().tags()).contains(SampleTags.of(number));
      assertThat(read.content().samples()).hasValue(4711);
      assertThat(read.content().chapters()).isEqualTo(chapters);
    }
  }

  @Test
  void itIsNeverLongerThanItsRoom() {
    List<Chapter> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      many.add(chapter(10 * i, 10 * i + 10, "A title, number " + i));
    }
    for (int room = 100; room < 9_000; room += 37) {
      byte[] comment =
          VorbisComment.write(room, "v", Optional.of(SampleTags.of(0)), OptionalLong.of(1), many);
      assertThat(comment.length).isLessThanOrEqualTo(room);
      List<Chapter> kept = VorbisComment.read(comment, Optional.of(LENGTH)).content().chapters();
      assertThat(kept.stream().map(Chapter::title))
          .isEqualTo(many.subList(0, kept.size()).stream().map(Chapter::title).toList());
    }
  }

  @Test
  void aStationsCommentIsATitle() {
    byte[] comment = comment("v", "artist=Köln Quartett", "TITLE=Song", "title=Part 2", "x", "=y");
    assertThat(VorbisComment.read(comment, Optional.empty()).title())
        .contains("Köln Quartett - Song; Part 2");
    assertThat(VorbisComment.read(comment("v", "TITLE=Song"), Optional.empty()).title())
        .contains("Song");
    assertThat(VorbisComment.read(comment("v"), Optional.empty()).title()).isEmpty();
  }

  @Test
  void oneCutOffOrSpoiltAnywhereIsNoError() {
    byte[] comment = written(0, List.of(chapter(0, 1, "a"), chapter(1, 2, "b")));
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] spoilt = Arrays.copyOf(comment, random.nextInt(comment.length + 100));
      for (int j = 0; j < 3 && spoilt.length > 0; j++) {
        spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
      }
      assertThat(VorbisComment.read(spoilt, Optional.empty()).content().chapters())
          .as("seed %s", seed)
          .hasSizeLessThan(4);
    }
  }

  private static byte[] comment(String vendor, String... fields) {
    var bytes = new java.io.ByteArrayOutputStream();
    bytes.writeBytes(sized(vendor));
    bytes.writeBytes(new byte[] {(byte) fields.length, 0, 0, 0});
    Arrays.stream(fields).forEach(field -> bytes.writeBytes(sized(field)));
    return bytes.toByteArray();
  }

  private static byte[] sized(String text) {
    byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] sized = new byte[4 + utf8.length];
    sized[0] = (byte) utf8.length;
    System.arraycopy(utf8, 0, sized, 4, utf8.length);
    return sized;
  }
}
