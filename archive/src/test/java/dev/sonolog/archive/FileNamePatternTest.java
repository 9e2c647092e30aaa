package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamePatternTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZonedDateTime NOON = at("2026-11-21T11:04:05Z");

  private static ZonedDateTime at(String instant) {
    return Instant.parse(instant).atZone(BERLIN);
  }

  private static String name(String pattern, ZonedDateTime start) {
    return new FileNamePattern(pattern)
        .name(start, "jazz", Optional.of("Radio Jazz"), NameWords.NONE, "mp3");
  }

  @ParameterizedTest
  @CsvSource({
    "%Y%m%d_%H%M%S, 20261121_120405.mp3",
    "%Y/%m/%d/rec_%H%M%S, 2026/11/21/rec_120405.mp3",
    "%D/%H, 11/21/26/12.mp3",
    "%{source}-%{station} %H, jazz-Radio Jazz 12.mp3",
    "%{source}/%Y, jazz/2026.mp3",
    "100%%, 100%.mp3",
    "fixed, fixed.mp3",
    "%-d.%-m., 21.11..mp3",
  })
  void aPatternMakesAName(String pattern, String name) {
    assertThat(name(pattern, NOON)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "rec_%H.mp3, rec_12.mp3",
    "rec_%H.MP3, rec_12.mp3",
    "rec_%H.ogg, rec_12.ogg.mp3",
    "rec_%H.mp3/%M, rec_12.mp3/04.mp3",
    "recmp3, recmp3.mp3",
    "%Y/.mp3, 2026/.mp3.mp3",
  })
  void theExtensionIsThereOnce(String pattern, String name) {
    assertThat(name(pattern, NOON)).isEqualTo(name);
  }

  @Test
  void bothPassesOfTheRepeatedHourCarryTheirOffset() {
    assertThat(name("%H%M", at("2026-10-24T23:59:59Z"))).isEqualTo("0159.mp3");
    assertThat(name("%H%M", at("2026-10-25T00:00:00Z"))).isEqualTo("0200+0200.mp3");
    assertThat(name("%H%M", at("2026-10-25T00:59:59Z"))).isEqualTo("0259+0200.mp3");
    assertThat(name("%H%M", at("2026-10-25T01:00:00Z"))).isEqualTo("0200+0100.mp3");
    assertThat(name("%H%M", at("2026-10-25T01:59:59Z"))).isEqualTo("0259+0100.mp3");
    assertThat(name("%H%M", at("2026-10-25T02:00:00Z"))).isEqualTo("0300.mp3");
  }

  @Test
  void theOffsetStandsBeforeAnExtensionOfThePatternItself() {
    assertThat(name("rec_%H.mp3", at("2026-10-25T00:30:00Z"))).isEqualTo("rec_02+0200.mp3");
  }

  @ParameterizedTest
  @CsvSource({"%H%z, 02+0200.mp3", "%H_%Z, 02_CEST.mp3", "%s, 1792888200.mp3"})
  void aPatternThatTellsThePassesApartStaysAsItIs(String pattern, String name) {
    assertThat(name(pattern, at("2026-10-25T00:30:00Z"))).isEqualTo(name);
  }

  @Test
  void inTheSkippedHourNothingIsSpecial() {
    assertThat(name("%H%M", at("2026-03-29T00:59:59Z"))).isEqualTo("0159.mp3");
    assertThat(name("%H%M", at("2026-03-29T01:00:00Z"))).isEqualTo("0300.mp3");
  }

  @Test
  void noMinuteOfAYearSharesItsNameWithAnother() {
    FileNamePattern pattern = FileNamePattern.DEFAULT;
    var names = new java.util.HashSet<String>();
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    int minutes = 366 * 24 * 60;
    for (int minute = 0; minute < minutes; minute++) {
      ZonedDateTime local = start.plusSeconds(60L * minute).atZone(BERLIN);
      names.add(pattern.name(local, "jazz", Optional.empty(), NameWords.NONE, "mp3"));
    }
    assertThat(names).hasSize(minutes);
  }

  @Test
  void aStationWithoutANameIsCalledAsTheSource() {
    FileNamePattern pattern = new FileNamePattern("%{station}");
    assertThat(pattern.name(NOON, "jazz", Optional.empty(), NameWords.NONE, "mp3"))
        .isEqualTo("jazz.mp3");
    assertThat(pattern.name(NOON, "jazz", Optional.of(" ../. "), NameWords.NONE, "mp3"))
        .isEqualTo("_.mp3");
    assertThat(pattern.name(NOON, "jazz", Optional.of("...\u0000"), NameWords.NONE, "mp3"))
        .isEqualTo("jazz.mp3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "../../etc/passwd; _.._etc_passwd.mp3",
        ".hidden; hidden.mp3",
        "A/B: the best?; A_B_ the best_.mp3",
        "Радио Культура; Радио Культура.mp3",
        "日本語ラジオ; 日本語ラジオ.mp3",
        "%Y%{source}; %Y%{source}.mp3",
        "' spaced. '; spaced.mp3",
      })
  void whatAStationCallsItselfBecomesOnePartOfAName(String station, String name) {
    assertThat(
            new FileNamePattern("%{station}")
                .name(NOON, "jazz", Optional.of(station), NameWords.NONE, "mp3"))
        .isEqualTo(name);
  }

  @Test
  void invisibleCharactersOfAStationAreLeftOut() {
    assertThat(NameText.of("Ra\u202Edio\r\n\u0007 \uD800One")).isEqualTo("Radio One");
  }

  @Test
  void lettersAreComposed() {
    assertThat(NameText.of("Mu\u0308ller")).isEqualTo("M\u00FCller");
  }

  @Test
  void charactersThatTheSystemCannotNameAreReplaced() {
    assertThat(NameText.of("M\u00FCller \uD83C\uDFB5", StandardCharsets.US_ASCII))
        .isEqualTo("M_ller _");
  }

  @Test
  void aLongStationIsCutBetweenCharacters() {
    String name = NameText.of("\uD83C\uDFB5".repeat(1000));
    assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSize(NameText.MOST_BYTES);
    assertThat(name).isEqualTo("\uD83C\uDFB5".repeat(NameText.MOST_BYTES / 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/abs/%H",
        "a//b",
        "a/",
        "../%H",
        "a/../b",
        "./%H",
        ".",
        "%n",
        "a%tb",
        "%En",
        "%f",
        "%L",
        "%",
        "%H%",
        "%-",
        "%E",
        "%EH",
        "%Oc",
        "%OT",
        "%{title}",
        "%{source",
        "a\nb",
        "a\u0000",
        ".sonolog/%H",
        "%--d",
        "%é",
        "%H\uD800"
      })
  void whatIsNoPatternIsRefused(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FileNamePattern(pattern))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeGreaterThan(30));
  }

  @Test
  void aNameThatNoFileSystemTakesIsRefused() {
    new FileNamePattern("x".repeat(232));
    assertThatIllegalArgumentException().isThrownBy(() -> new FileNamePattern("x".repeat(233)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FileNamePattern("%{source}%{station}%{source}"));
  }

  @Test
  void theMessageNamesTheCode() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FileNamePattern("rec_%f"))
        .withMessageStartingWith("%f is no code");
  }

  @Test
  void aPatternKnowsWhetherItNamesItsSource() {
    assertThat(new FileNamePattern("%{source}_%H").namesSource()).isTrue();
    assertThat(FileNamePattern.DEFAULT.namesSource()).isFalse();
  }

  @Test
  void patternsAreEqualByTheirText() {
    assertThat(new FileNamePattern("%Y%m%d_%H%M%S"))
        .isEqualTo(FileNamePattern.DEFAULT)
        .hasSameHashCodeAs(FileNamePattern.DEFAULT)
        .isNotEqualTo(new FileNamePattern("%H"));
  }

  @ParameterizedTest
  @CsvSource({
    "%H_%{show}, 14_Späti & Co.mp3, 14.mp3",
    "%H_%{show}_%M, 14_Späti & Co_30.mp3, 14_30.mp3",
    "%H - %{take} - %{show}, 14 - Set 1 - Späti & Co.mp3, 14.mp3",
    "%{label}/%H, Set 1/14.mp3, 14.mp3",
    "%{source}/%{show}/%H, jazz/Späti & Co/14.mp3, jazz/14.mp3",
    "%{show}%{take}, Späti & CoSet 1.mp3, jazz.mp3",
    "x%{show}y, xSpäti & Coy.mp3, xy.mp3",
    "%{show}.%H, Späti & Co.14.mp3, 14.mp3"
  })
  void whatIsNotKnownLeavesNoSeparatorsBehind(String pattern, String known, String unknown) {
    NameWords words = new NameWords(Optional.of("Späti & Co"), Optional.of("Set 1"));
    FileNamePattern names = new FileNamePattern(pattern);
    ZonedDateTime start = ZonedDateTime.parse("2026-05-23T14:30:00Z");
    assertThat(names.name(start, "jazz", Optional.empty(), words, "mp3")).isEqualTo(known);
    assertThat(names.name(start, "jazz", Optional.empty(), NameWords.NONE, "mp3"))
        .isEqualTo(unknown);
  }

  @Test
  void aTakeWithoutANameIsLabelledAfterTheShow() {
    FileNamePattern names = new FileNamePattern("%{label}");
    NameWords words = new NameWords(Optional.of("a/b"), Optional.empty());
    assertThat(names.name(NOON, "jazz", Optional.empty(), words, "mp3")).isEqualTo("a_b.mp3");
  }
}
