package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.RetentionPlan.Reason;
import dev.sonolog.archive.RetentionPlan.Step;
import dev.sonolog.archive.RetentionStock.Holding;
import dev.sonolog.archive.StoredSegment.Removal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What retention decides, against a model that looks for one file at a time and by hand. */
final class RetentionPlanTest {
  private static final int ARCHIVES = 10_000;
  private static final Instant NOW = Scene.NOON;
  private static final List<String> SOURCES = List.of("a", "b", "c", "d");
  private static final List<String> VOLUMES = List.of("one", "two");

  private final Random random;
  private final long seed = System.nanoTime();

  RetentionPlanTest() {
    random = new Random(seed);
  }

  @Test
  void tenThousandRandomArchivesLoseWhatANaiveModelSays() {
    System.out.println("RetentionPlanTest seed " + seed);
    long deleted = 0;
    Map<Reason, Long> reasons = new HashMap<>();
    for (int i = 0; i < ARCHIVES; i++) {
      List<Holding> holdings = holdings();
      RetentionRules rules = rules();
      RetentionStock stock = new RetentionStock(holdings, sizes(holdings), spaces());

      RetentionPlan plan = RetentionPlan.of(stock, rules, NOW);

      assertThat(fates(plan)).as("archive %d", i).isEqualTo(new Model(stock, rules).fates());
      assertNothingProtectedGoes(stock, rules, plan);
      deleted += plan.steps().size();
      plan.steps().forEach(step -> reasons.merge(step.reason(), 1L, Long::sum));
    }
    System.out.println(ARCHIVES + " archives, " + deleted + " deletions: " + reasons);
    assertThat(reasons.keySet()).containsExactlyInAnyOrder(Reason.values());
  }

  @Test
  void withoutRulesNothingEverGoes() {
    for (int i = 0; i < 1_000; i++) {
      List<Holding> holdings = holdings();
      holdings.removeIf(holding -> holding.segment().state() == SegmentState.TRASHED);
      RetentionStock stock = new RetentionStock(holdings, sizes(holdings), spaces());
      assertThat(RetentionPlan.of(stock, RetentionRules.NONE, NOW).steps()).isEmpty();
    }
  }

  @Test
  void aFileOfOthersThatSomebodyWroteToAMomentAgoStays() {
    assertThat(stepsFor(NOW.minusSeconds(9 * 60))).isEmpty();
    assertThat(stepsFor(NOW.minusSeconds(11 * 60))).hasSize(1);
  }

  private List<Step> stepsFor(Instant modified) {
    StoredSegment old =
        holding("a", "one", SegmentState.SEALED, Duration.ofDays(3), 100, false).segment();
    StoredSegment.Content content = old.content().orElseThrow();
    StoredSegment others =
        new StoredSegment(
            "file-1",
            0,
            "a",
            old.file(),
            0,
            old.start(),
            StartOrigin.NAME,
            SegmentState.SEALED,
            Optional.of(
                new StoredSegment.Content(
                    content.end(), 1, 0, 100, Optional.empty(), Optional.of(modified), false)),
            Optional.empty());
    RetentionRule day =
        new RetentionRule(Optional.of(Duration.ofDays(1)), Optional.empty(), Optional.empty());
    RetentionStock stock =
        new RetentionStock(List.of(new Holding(others, false, "one")), Map.of(), Map.of());
    return RetentionPlan.of(stock, new RetentionRules(Map.of("a", day), RetentionRules.TRASH), NOW)
        .steps();
  }

  @Test
  void theOldestGoFirstAndOnlyAsManyAsNeeded() {
    List<Holding> four = new ArrayList<>();
    for (int hour = 4; hour > 0; hour--) {
      four.add(holding("a", "one", SegmentState.SEALED, Duration.ofHours(hour), 100, false));
    }
    RetentionRule rule =
        new RetentionRule(
            Optional.empty(), Optional.empty(), Optional.of(new FreeSpace.Bytes(1_150)));
    RetentionPlan plan =
        RetentionPlan.of(
            new RetentionStock(four, Map.of(), Map.of("one", new Space(1_000, 2_000))),
            new RetentionRules(Map.of("a", rule), RetentionRules.TRASH),
            NOW);
    assertThat(plan.steps())
        .containsExactly(
            new Step(four.get(0).segment(), Reason.FREE_SPACE, true),
            new Step(four.get(1).segment(), Reason.FREE_SPACE, true));
    assertThat(plan.full()).isEmpty();
    assertThat(plan.bytes()).isEqualTo(200);
  }

  // --- what must never be

  private static void assertNothingProtectedGoes(
      RetentionStock stock, RetentionRules rules, RetentionPlan plan) {
    Map<SegmentKey, Holding> all =
        stock.holdings().stream().collect(Collectors.toMap(h -> h.segment().key(), h -> h));
    Set<SegmentKey> seen = new HashSet<>();
    for (Step step : plan.steps()) {
      Holding holding = Optional.ofNullable(all.get(step.segment().key())).orElseThrow();
      assertThat(holding.pinned()).as("pinned").isFalse();
      assertThat(step.segment().state()).isIn(SegmentState.SEALED, SegmentState.TRASHED);
      assertThat(step.segment().content()).isPresent();
      assertThat(seen.add(step.segment().key())).as("once").isTrue();
      if (step.segment().state() == SegmentState.SEALED) {
        assertThat(rules.sources()).containsKey(step.segment().source());
      }
    }
  }

  private static Map<SegmentKey, Boolean> fates(RetentionPlan plan) {
    return plan.steps().stream()
        .collect(Collectors.toMap(step -> step.segment().key(), Step::forGood));
  }

  /** Looks for the next file to delete by going through all of them, each time anew. */
  private static final class Model {
    private final RetentionStock stock;
    private final RetentionRules rules;
    private final Map<SegmentKey, Boolean> fates = new HashMap<>();

    Model(RetentionStock stock, RetentionRules rules) {
      this.stock = stock;
      this.rules = rules;
    }

    Map<SegmentKey, Boolean> fates() {
      for (Holding h : stock.holdings()) {
        if (mayGo(h, SegmentState.TRASHED)
            && Duration.between(at(h), NOW).compareTo(rules.trash()) >= 0) {
          fates.put(h.segment().key(), true);
        }
        Optional<Duration> age = rule(h).age();
        if (mayGo(h, SegmentState.SEALED)
            && age.isPresent()
            && Duration.between(h.segment().knownEnd(), NOW).compareTo(age.get()) > 0) {
          fates.put(h.segment().key(), false);
        }
      }
      List<SegmentKey> dropped = new ArrayList<>();
      oldestFirst(SegmentState.SEALED).stream()
          .map(h -> h.segment().key())
          .filter(fates::containsKey)
          .forEach(dropped::add);
      for (Holding h : oldestFirst(SegmentState.SEALED)) {
        long kept =
            stock.holdings().stream()
                .filter(o -> o.segment().source().equals(h.segment().source()))
                .filter(o -> mayGo(o, SegmentState.SEALED))
                .filter(o -> !fates.containsKey(o.segment().key()))
                .mapToLong(o -> o.segment().bytes())
                .sum();
        if (!fates.containsKey(h.segment().key())
            && rule(h).size().isPresent()
            && kept > rule(h).size().get()) {
          fates.put(h.segment().key(), false);
          dropped.add(h.segment().key());
        }
      }
      for (String volume : stock.volumes().keySet()) {
        makeRoom(volume, dropped);
      }
      return fates;
    }

    private void makeRoom(String volume, List<SegmentKey> dropped) {
      Space space = space(volume);
      long wanted = 0;
      for (Holding h : stock.holdings()) {
        if (h.volume().equals(volume)
            && mayGo(h, SegmentState.SEALED)
            && rule(h).minFree().isPresent()) {
          wanted = Math.max(wanted, rule(h).minFree().get().of(space.total()));
        }
      }
      long least = Math.max(wanted, Math.min(1_000_000_000, space.total() / 20));
      List<Holding> trash = new ArrayList<>(oldestFirst(SegmentState.TRASHED));
      trash.sort(Comparator.comparing(Model::at)); // stable
      for (Holding h : trash) {
        if (h.volume().equals(volume) && free(volume) < least) {
          fates.put(h.segment().key(), true);
        }
      }
      for (SegmentKey key : dropped) {
        Holding h =
            stock.holdings().stream().filter(o -> o.segment().key().equals(key)).findAny().get();
        if (h.volume().equals(volume) && free(volume) < least) {
          fates.put(key, true);
        }
      }
      for (Holding h : oldestFirst(SegmentState.SEALED)) {
        if (h.volume().equals(volume) && rule(h).minFree().isPresent() && free(volume) < wanted) {
          fates.put(h.segment().key(), true);
        }
      }
    }

    private long free(String volume) {
      return space(volume).free()
          + stock.holdings().stream()
              .filter(h -> h.volume().equals(volume))
              .filter(h -> fates.getOrDefault(h.segment().key(), false))
              .mapToLong(h -> h.segment().bytes())
              .sum();
    }

    private Space space(String volume) {
      return Optional.ofNullable(stock.volumes().get(volume)).orElseThrow();
    }

    private List<Holding> oldestFirst(SegmentState state) {
      return stock.holdings().stream()
          .filter(h -> mayGo(h, state))
          .sorted(Comparator.comparing(h -> h.segment().start()))
          .toList();
    }

    private static boolean mayGo(Holding h, SegmentState state) {
      return !h.pinned() && h.segment().state() == state;
    }

    private RetentionRule rule(Holding h) {
      return rules.sources().getOrDefault(h.segment().source(), RetentionRule.NONE);
    }

    private static Instant at(Holding h) {
      return h.segment().removal().orElseThrow().at();
    }
  }

  // --- random archives

  private int number;

  private List<Holding> holdings() {
    List<Holding> holdings = new ArrayList<>();
    int count = random.nextInt(25);
    for (int i = 0; i < count; i++) {
      SegmentState state =
          random.nextInt(12) == 0
              ? SegmentState.RECORDING
              : random.nextInt(4) == 0 ? SegmentState.TRASHED : SegmentState.SEALED;
      holdings.add(
          holding(
              SOURCES.get(random.nextInt(SOURCES.size())),
              VOLUMES.get(random.nextInt(VOLUMES.size())),
              state,
              Duration.ofMinutes(random.nextInt(60 * 24 * 20)).plusMillis(number),
              1 + random.nextInt(1_000_000),
              random.nextInt(6) == 0));
    }
    return holdings;
  }

  private Holding holding(
      String source, String volume, SegmentState state, Duration age, long bytes, boolean pinned) {
    Instant start = NOW.minus(age);
    Optional<StoredSegment.Content> content =
        state == SegmentState.RECORDING
            ? Optional.empty()
            : Optional.of(
                new StoredSegment.Content(
                    start.plusSeconds(3600),
                    1,
                    0,
                    bytes,
                    Optional.of(new SealedSegment.Digest(1, "h", "b")),
                    Optional.empty(),
                    false));
    Optional<Removal> removal =
        state == SegmentState.TRASHED
            ? Optional.of(
                new Removal(
                    GapCause.DELETED,
                    NOW.minusSeconds(random.nextInt(48 * 3600)).minusNanos(number),
                    Optional.of(Path.of("/trash"))))
            : Optional.empty();
    StoredSegment segment =
        new StoredSegment(
            "run",
            number++,
            source,
            Path.of("/a/b.mp3"),
            0,
            start,
            StartOrigin.RECORDER,
            state,
            content,
            removal);
    return new Holding(segment, pinned, volume);
  }

  private static Map<String, Long> sizes(List<Holding> holdings) {
    return holdings.stream()
        .filter(h -> h.segment().state() == SegmentState.SEALED && !h.pinned())
        .collect(
            Collectors.groupingBy(
                h -> h.segment().source(), Collectors.summingLong(h -> h.segment().bytes())));
  }

  private Map<String, Space> spaces() {
    Map<String, Space> spaces = new HashMap<>();
    for (String volume : VOLUMES) {
      if (random.nextInt(10) > 0) {
        spaces.put(volume, new Space(random.nextInt(4_000_000), 20_000_000));
      }
    }
    return spaces;
  }

  private RetentionRules rules() {
    Map<String, RetentionRule> rules = new HashMap<>();
    for (String source : SOURCES) {
      rules.put(
          source,
          new RetentionRule(
              maybe(Duration.ofHours(random.nextInt(24 * 25))),
              maybe((long) random.nextInt(4_000_000)),
              maybe(
                  random.nextBoolean()
                      ? new FreeSpace.Bytes(random.nextInt(4_000_000))
                      : new FreeSpace.Percent(random.nextInt(30)))));
    }
    return new RetentionRules(rules, Duration.ofHours(random.nextInt(48)));
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextInt(3) == 0 ? Optional.of(value) : Optional.empty();
  }
}
