package dev.sonolog.libretime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.libretime.PlanChange.Added;
import dev.sonolog.libretime.PlanChange.Cancelled;
import dev.sonolog.libretime.PlanChange.Moved;
import dev.sonolog.libretime.PlanChange.Renamed;
import dev.sonolog.libretime.PlanChange.Replaced;
import dev.sonolog.libretime.PlanReading.Coverage;
import dev.sonolog.libretime.PlanReading.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
  private static final Instant NOW = Instant.parse("2026-05-23T20:00:00Z");

  private static Show show(long instance, String name, int fromMinute, int toMinute) {
    return new Show(
        instance,
        name.hashCode(),
        name,
        "",
        NOW.plus(Duration.ofMinutes(fromMinute)),
        NOW.plus(Duration.ofMinutes(toMinute)),
        false);
  }

  private static PlanReading week(Show... shows) {
    return week(NOW, shows);
  }

  private static PlanReading week(Instant at, Show... shows) {
    return new PlanReading(
        at,
        Source.WEEK,
        Arrays.asList(shows),
        Set.of(),
        new Coverage.Within(at, at.plus(Duration.ofDays(6))));
  }

  private static PlanReading onAir(Instant at, Show... shows) {
    return new PlanReading(at, Source.LIVE, Arrays.asList(shows), Set.of(), new Coverage.OnAir(at));
  }

  private static Plan after(PlanReading... readings) {
    Plan plan = Plan.EMPTY;
    for (PlanReading reading : readings) {
      plan = plan.advance(reading).plan();
    }
    return plan;
  }

  @Test
  void whatIsReadFirstIsNew() {
    Show jazz = show(1, "Jazz", 0, 60);
    Show news = show(2, "News", 60, 70);
    Plan.Step step = Plan.EMPTY.advance(week(news, jazz));
    assertThat(step.changes()).containsExactlyInAnyOrder(new Added(jazz), new Added(news));
    assertThat(step.plan().shows()).containsExactly(jazz, news);
  }

  @Test
  void theSameAgainIsNoChange() {
    Show jazz = show(1, "Jazz", 0, 60);
    assertThat(after(week(jazz)).advance(week(jazz)).changes()).isEmpty();
  }

  @Test
  void aShowThatIsMovedIsTold() {
    Show before = show(1, "Jazz", 10, 60);
    Show after = show(1, "Jazz", 30, 90);
    assertThat(after(week(before)).advance(week(after)).changes())
        .containsExactly(new Moved(before, after));
  }

  @Test
  void aShowThatOverrunsIsMovedWhileItRuns() {
    Show before = show(1, "Jazz", -30, 10);
    Show after = show(1, "Jazz", -30, 25);
    assertThat(after(week(before)).advance(onAir(NOW, after)).changes())
        .containsExactly(new Moved(before, after));
  }

  @Test
  void aShowThatIsCutShortEndsNow() {
    Show before = show(1, "Jazz", -30, 10);
    Show after = show(1, "Jazz", -30, 0);
    assertThat(after(week(before)).advance(week(after)).changes())
        .containsExactly(new Moved(before, after));
  }

  @Test
  void anotherNameIsTold() {
    Show before = show(1, "Jazz", -30, 10);
    Show after = new Show(1, before.show(), "Jazz live", "", before.starts(), before.ends(), false);
    assertThat(after(week(before)).advance(week(after)).changes())
        .containsExactly(new Renamed(before, after));
  }

  @Test
  void aShowThatIsMissingOnceIsNotCancelled() {
    Show jazz = show(1, "Jazz", -10, 60);
    Plan plan = after(week(jazz), week());
    assertThat(plan.shows()).containsExactly(jazz);
    assertThat(plan.advance(week(jazz)).changes()).isEmpty();
    assertThat(after(week(jazz), week(), week(jazz), week()).shows()).containsExactly(jazz);
  }

  @Test
  void aShowThatIsMissingTwiceIsCancelled() {
    Show jazz = show(1, "Jazz", -10, 60);
    Plan.Step step = after(week(jazz), week()).advance(week());
    assertThat(step.changes()).containsExactly(new Cancelled(jazz));
    assertThat(step.plan().shows()).isEmpty();
  }

  @Test
  void aShowThatIsStruckOutIsCancelledAtOnce() {
    Show jazz = show(1, "Jazz", 10, 60);
    PlanReading struck =
        new PlanReading(
            NOW, Source.INSTANCES, List.of(), Set.of(1L), new Coverage.Within(NOW, NOW));
    assertThat(after(week(jazz)).advance(struck).changes()).containsExactly(new Cancelled(jazz));
  }

  @Test
  void aShowThatSomebodyEditedIsReplacedAndGoesOn() {
    Show before = show(1, "Jazz", -10, 60);
    Show after = show(7, "Jazz", -10, 75);
    PlanReading edited =
        new PlanReading(
            NOW,
            Source.INSTANCES,
            List.of(after),
            Set.of(1L),
            new Coverage.Within(NOW, NOW.plus(Duration.ofDays(8))));
    Plan.Step step = after(week(before)).advance(edited);
    assertThat(step.changes()).containsExactly(new Replaced(before, after));
    assertThat(step.plan().shows()).containsExactly(after);
  }

  @Test
  void showsThatOverlapStandBesideEachOther() {
    Show long1 = show(1, "Marathon", -60, 120);
    Show short1 = show(2, "News", -5, 5);
    Plan plan = after(week(long1, short1));
    assertThat(plan.onAirAt(NOW)).containsExactly(long1, short1);
    assertThat(plan.advance(onAir(NOW, long1, short1)).changes()).isEmpty();
  }

  @Test
  void aQuickLookSaysNothingOfShowsToCome() {
    Show jazz = show(1, "Jazz", 10, 60);
    assertThat(after(week(jazz), onAir(NOW), onAir(NOW), onAir(NOW)).shows()).containsExactly(jazz);
  }

  @Test
  void aQuickLookTwiceWithoutARunningShowCancelsIt() {
    Show jazz = show(1, "Jazz", -10, 60);
    Plan.Step step = after(week(jazz), onAir(NOW)).advance(onAir(NOW.plusSeconds(5)));
    assertThat(step.changes()).containsExactly(new Cancelled(jazz));
  }

  @Test
  void atItsBordersClocksMayDisagree() {
    Show jazz = show(1, "Jazz", 0, 60);
    Instant justBegun = NOW.plusSeconds(3);
    assertThat(after(week(jazz), onAir(justBegun), onAir(justBegun), onAir(justBegun)).shows())
        .containsExactly(jazz);
    Instant nearlyOver = jazz.ends().minusSeconds(3);
    assertThat(after(week(jazz), onAir(nearlyOver), onAir(nearlyOver)).shows())
        .containsExactly(jazz);
  }

  @Test
  void aShowThatIsOverIsNoCancelledOne() {
    Show jazz = show(1, "Jazz", -60, -1);
    Plan plan = after(week(NOW.minusSeconds(600), jazz));
    assertThat(plan.advance(week()).changes()).isEmpty();
    assertThat(after(week(NOW.minusSeconds(600), jazz), week(), week()).shows())
        .containsExactly(jazz);
    Instant later = jazz.ends().plus(Plan.KEPT).plusSeconds(1);
    assertThat(plan.advance(week(later)).plan().shows()).isEmpty();
  }

  @Test
  void inTheHourThatComesTwiceShowsKeepTheirPlaces() {
    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    Show a = new Show(1, 1, "A", "", first, first.plusSeconds(3600), false);
    Show b = new Show(2, 2, "B", "", first.plusSeconds(3600), first.plusSeconds(7200), false);
    Plan plan = after(week(first, b, a));
    assertThat(plan.onAirAt(first.plusSeconds(1800))).containsExactly(a);
    assertThat(plan.onAirAt(first.plusSeconds(5400))).containsExactly(b);
  }

  /** Changes that are told, applied to what was known, give what is known. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void changesTellAllThatChanged(long seed) {
    Random random = new Random(seed);
    Plan plan = Plan.EMPTY;
    Map<Long, Show> mirror = new HashMap<>();
    for (int round = 0; round < 200; round++) {
      List<Show> shows = new ArrayList<>();
      for (long instance = 1; instance <= 6; instance++) {
        if (random.nextInt(4) > 0) {
          int start = 10 * random.nextInt(20);
          String name = "Show " + instance + (random.nextInt(5) == 0 ? " renamed" : "");
          shows.add(
              new Show(
                  instance,
                  instance,
                  name,
                  "",
                  NOW.plusSeconds(start),
                  NOW.plusSeconds(start + 60L),
                  false));
        }
      }
      Plan.Step step = plan.advance(week(shows.toArray(Show[]::new)));
      plan = step.plan();
      step.changes().forEach(change -> apply(change, mirror));
      assertThat(plan.shows())
          .as("seed %s, round %s", seed, round)
          .containsExactlyInAnyOrderElementsOf(mirror.values());
    }
  }

  private static void apply(PlanChange change, Map<Long, Show> mirror) {
    switch (change) {
      case Added it -> mirror.put(it.show().instance(), it.show());
      case Moved it -> mirror.put(it.after().instance(), it.after());
      case Renamed it -> mirror.put(it.after().instance(), it.after());
      case Replaced it -> {
        mirror.remove(it.before().instance());
        mirror.put(it.after().instance(), it.after());
      }
      case Cancelled it -> mirror.remove(it.show().instance());
    }
  }
}
