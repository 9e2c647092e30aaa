package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A pattern is refused, or every name that it makes stays below its folder and can be a file. */
class FileNamePatternFuzzTest {
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Berlin"), ZoneId.of("Australia/Lord_Howe"));

  @FuzzTest(maxDuration = "1m")
  void aNameStaysBelowItsFolder(FuzzedDataProvider data) {
    Instant start = Instant.ofEpochSecond(data.consumeLong(0, 4_102_444_800L));
    ZoneId zone = data.pickValue(ZONES);
    String source = data.consumeString(100);
    Optional<String> station = Optional.of(data.consumeString(200));
    Optional<String> show = Optional.of(data.consumeString(100));
    NameWords words = new NameWords(show.filter(it -> !it.isEmpty()), Optional.empty());
    FileNamePattern pattern;
    try {
      pattern = new FileNamePattern(data.consumeRemainingAsString());
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(" ");
      return;
    }
    assertIsName(pattern.name(start.atZone(zone), source, station, words, "flac"));
  }

  private static void assertIsName(String name) {
    Path folder = Path.of("/recordings");
    assertThat(name).endsWith(".flac").doesNotStartWith("/").doesNotContain("\u0000", "\n");
    assertThat(folder.resolve(name)).isEqualTo(folder.resolve(name).normalize());
    assertThat(folder.resolve(name).startsWith(folder)).isTrue();
    for (String part : name.split("/", -1)) {
      assertThat(part).isNotEmpty().isNotIn(".", "..");
      assertThat(part.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(243);
    }
  }
}
