package dev.sonolog.libretime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanRulesTest {
  private static final Instant NOW = Instant.parse("2026-05-23T20:00:00Z");

  private static Show show(String name, Duration length) {
    return new Show(1, 1, name, "", NOW, NOW.plus(length), false);
  }

  private static PlanRules rules(ShowChoice choice) {
    return new PlanRules(
        choice, Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofSeconds(10));
  }

  private static List<NamePattern> names(String... names) {
    return Stream.of(names).map(NamePattern::new).toList();
  }

  @Test
  void whatIsWantedIsLedInAndOut() {
    PlanRules.Wanted wanted =
        rules(new ShowChoice.All()).wanted(show("Jazz", Duration.ofHours(1))).orElseThrow();
    assertThat(wanted.from()).isEqualTo(NOW.minusSeconds(30));
    assertThat(wanted.to()).isEqualTo(NOW.plusSeconds(3720));
    assertThat(wanted.covers(NOW.minusSeconds(30))).isTrue();
    assertThat(wanted.covers(NOW.plusSeconds(3720))).isFalse();
  }

  @Test
  void shortShowsAreLeftOut() {
    PlanRules rules = rules(new ShowChoice.All());
    assertThat(rules.wanted(show("Jingle", Duration.ofMillis(9999)))).isEmpty();
    assertThat(rules.wanted(show("Jingle", Duration.ofSeconds(10)))).isPresent();
  }

  @Test
  void thereIsAChoice() {
    assertThat(new ShowChoice.None().covers("Jazz")).isFalse();
    assertThat(new ShowChoice.All().covers("")).isTrue();
    assertThat(new ShowChoice.Only(names("Jazz*", "News")).covers("Jazz live")).isTrue();
    assertThat(new ShowChoice.Only(names("Jazz*", "News")).covers("Newsroom")).isFalse();
    assertThat(new ShowChoice.Except(names("Auto*")).covers("Autopilot")).isFalse();
    assertThat(new ShowChoice.Except(names("Auto*")).covers("Jazz")).isTrue();
  }

  @Test
  void showsThatOverlapAreBothWanted() {
    Show one = new Show(1, 1, "One", "", NOW, NOW.plusSeconds(100), false);
    Show two = new Show(2, 2, "Two", "", NOW.plusSeconds(50), NOW.plusSeconds(150), false);
    Plan plan = new Plan(List.of(two, one), Set.of(), Optional.empty());
    assertThat(rules(new ShowChoice.All()).wanted(plan))
        .extracting(it -> it.show().name())
        .containsExactly("One", "Two");
  }

  @ParameterizedTest
  @CsvSource({
    "jazz, JAZZ, true",
    "Jazz*, Jazz, true",
    "*ews, News, true",
    "J?zz, Jazz, true",
    "J?zz, Jzz, false",
    "Jazz (live), Jazz (live), true",
    "Nov*, Новости, false",
    "нов*, НОВОСТИ, true",
    "朝の*, 朝の番組, true",
    "*.mp3, xmp3, false"
  })
  void namesMatchAsAWhole(String pattern, String name, boolean matches) {
    assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void anAccentIsTheSameHoweverItIsWritten() {
    assertThat(new NamePattern("caf\u00e9").matches("cafe\u0301")).isTrue();
  }
}
