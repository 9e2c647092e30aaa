package dev.sonolog.formats.tags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.testing.SampleTags;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Id3v2Test {
  private static final OffsetDateTime LAST =
      OffsetDateTime.parse("9999-12-31T23:59:59.999999999-12:00");

  private static byte[] written(SegmentTags tags, List<Chapter> chapters) {
    return Id3v2.write(Id3v2.LENGTH, Optional.of(tags), OptionalLong.of(4711), chapters);
  }

  private static List<Chapter> chapters(int count, String title) {
    List<Chapter> chapters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chapters.add(
          new Chapter(Duration.ofSeconds(10L * i), Duration.ofSeconds(10L * i + 10), title + i));
    }
    return chapters;
  }

  @Test
  void whatIsWrittenIsReadBack() {
    for (int number = 0; number < 2; number++) {
      TagContent content = Id3v2Parser.parse(written(SampleTags.of(number), chapters(3, "Títle ")));
      assertThat(content.tags()).contains(SampleTags.of(number));
      assertThat(content.samples()).hasValue(4711);
      assertThat(content.chapters()).isEqualTo(chapters(3, "Títle "));
    }
  }

  @Test
  void aTagHasExactlyTheLengthThatItIsToldToHave() {
    for (int length = Id3v2.HEADER; length < 2_000; length++) {
      byte[] tag =
          Id3v2.write(
              length, Optional.of(SampleTags.of(0)), OptionalLong.of(1), chapters(3, "Title"));
      assertThat(tag).hasSize(length).startsWith('I', 'D', '3', 4, 0, 0);
      Id3v2Parser.parse(tag);
    }
  }

  @Test
  void chaptersWithoutRoomAreLeftOutFromTheEnd() {
    List<Chapter> many = chapters(500, "A title of some length, as stations send them, number ");
    List<Chapter> kept = Id3v2Parser.parse(written(SampleTags.of(0), many)).chapters();
    assertThat(kept).hasSizeBetween(50, 255).isEqualTo(many.subList(0, kept.size()));
    List<Chapter> brief =
        Id3v2Parser.parse(written(SampleTags.of(0), chapters(500, ""))).chapters();
    assertThat(brief.size()).isGreaterThan(kept.size());
  }

  @Test
  void aLongTextIsCutAndNeverInTheMiddleOfACharacter() {
    String name = "𝄞".repeat(1_000);
    SegmentTags tags = new SegmentTags(name, Optional.of(name), LAST, name, 1, 2, Optional.empty());
    SegmentTags read = Id3v2Parser.parse(written(tags, chapters(2, name))).tags().orElseThrow();
    assertThat(read.source()).isEqualTo("𝄞".repeat(100));
    assertThat(read.start()).isEqualTo(LAST);
  }

  @Test
  void controlCharactersAndHalfCharactersDoNoHarm() {
    SegmentTags tags =
        new SegmentTags("a\0b\uD800", Optional.of(""), LAST, "r\n", 1, 2, Optional.empty());
    assertThat(Id3v2Parser.parse(written(tags, List.of())).tags().orElseThrow().source())
        .isEqualTo("a b?");
  }

  @Test
  void aTagCutOffOrSpoiltAnywhereIsNoError() {
    byte[] tag = written(SampleTags.of(0), chapters(3, "Title"));
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] spoilt = Arrays.copyOf(tag, i);
      for (int j = 0; j < 3 && i > 0; j++) {
        spoilt[random.nextInt(i)] = (byte) random.nextInt();
      }
      assertThat(Id3v2Parser.parse(spoilt).chapters()).as("seed %s", seed).hasSizeLessThan(4);
    }
  }

  @Test
  void sizesAreSpreadOverSevenBitsEach() {
    assertThat(Id3v2.syncsafe(0x0FFF_FFFF)).isEqualTo(0x7F7F_7F7F);
    assertThat(Id3v2.syncsafe(8_182)).isEqualTo(0x0000_3F76);
    for (int value = 0; value < 1 << 28; value += 9_973) {
      assertThat(Id3v2.unsyncsafe(Id3v2.syncsafe(value))).isEqualTo(value);
    }
  }
}
