package dev.sonolog.archive;

import dev.sonolog.archive.RetentionStock.Holding;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * What retention would delete now, in which order and why. Pure: it decides by values alone, so
 * that a dry run says what the run does.
 *
 * <p>In this order: what was long enough in the trash is erased. What is too old goes to the trash.
 * Of a source that is too large, the oldest go to the trash. Moving into the trash frees nothing,
 * so on a volume with too little room first the trash is erased, the longest deleted first, then
 * what was just meant for the trash, then the oldest recordings of all its sources that ask for
 * room. Pinned recordings, recordings being written (files of others: written to in the last ten
 * minutes), and sources without a rule are not touched.
 *
 * @param steps in the order in which they are done
 * @param full volumes that lack room though nothing is left that may go
 */
public record RetentionPlan(List<Step> steps, Set<String> full) {
  public RetentionPlan {
    steps = List.copyOf(steps);
    full = Set.copyOf(full);
  }

  /** Why something goes. */
  public enum Reason {
    /** It was in the trash for long enough. */
    TRASH_TIME("its time in the trash is over"),
    /** It is in the trash, and the volume is short of room. */
    TRASH_SPACE("the volume is short of space"),
    /** It ended longer ago than its source keeps. */
    AGE("older than keep_days"),
    /** Its source has more than it keeps. */
    SIZE("more than keep_size"),
    /** Its volume has less room than its source wants. */
    FREE_SPACE("less free than min_free");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** In words. */
    public String word() {
      return word;
    }
  }

  /**
   * A file that goes.
   *
   * @param forGood whether its file is deleted and not put into the trash
   */
  public record Step(StoredSegment segment, Reason reason, boolean forGood) {}

  /** How much goes, and how. */
  public long bytes() {
    return steps.stream().mapToLong(step -> step.segment().bytes()).sum();
  }

  /** The recordings that leave the archive; what was in the trash had left it before. */
  public List<Step> recordings() {
    return steps.stream().filter(s -> s.segment().state() == SegmentState.SEALED).toList();
  }

  /** Decides. */
  public static RetentionPlan of(RetentionStock stock, RetentionRules rules, Instant now) {
    return new Planning(stock, rules, now).plan();
  }

  /** A plan that is being made. One thread, once. */
  private static final class Planning {
    /** So long nobody must have written to a file of others for it to count as finished. */
    private static final Duration AT_REST = Duration.ofMinutes(10);

    private static final Comparator<Holding> OLDEST =
        Comparator.<Holding, Instant>comparing(h -> h.segment().start())
            .thenComparing(h -> h.segment().run())
            .thenComparingInt(h -> h.segment().number());

    private final RetentionRules rules;
    private final Instant now;
    private final List<Holding> trashed;
    private final List<Holding> sealed;
    private final Map<String, Long> sizes;
    private final Map<String, Space> volumes;
    private final SequencedMap<Holding, Step> steps = new LinkedHashMap<>();

    Planning(RetentionStock stock, RetentionRules rules, Instant now) {
      this.rules = rules;
      this.now = now;
      this.sizes = new HashMap<>(stock.sizes());
      this.volumes = new HashMap<>(stock.volumes());
      this.trashed =
          stock.holdings().stream()
              .filter(h -> h.is(SegmentState.TRASHED))
              .sorted(Comparator.comparing(Planning::trashedAt).thenComparing(OLDEST))
              .toList();
      this.sealed =
          stock.holdings().stream()
              .filter(h -> h.is(SegmentState.SEALED) && !mayBeWritten(h, now))
              .sorted(OLDEST)
              .toList();
    }

    /** A file of others does not say when it is finished. */
    private static boolean mayBeWritten(Holding holding, Instant now) {
      return holding
          .segment()
          .content()
          .flatMap(StoredSegment.Content::modified)
          .filter(at -> at.isAfter(now.minus(AT_REST)))
          .isPresent();
    }

    RetentionPlan plan() {
      trashed.stream().filter(this::isOver).forEach(h -> erase(h, Reason.TRASH_TIME));
      sealed.stream().filter(this::isOld).forEach(h -> drop(h, Reason.AGE));
      sealed.stream().filter(this::isTooMuch).forEach(h -> drop(h, Reason.SIZE));
      Set<String> full = new TreeSet<>();
      for (String volume : new TreeSet<>(volumes.keySet())) {
        if (!makeRoom(volume)) {
          full.add(volume);
        }
      }
      return new RetentionPlan(inOrder(), full);
    }

    /** What makes room comes first: the trash itself needs some. */
    private List<Step> inOrder() {
      return steps.values().stream()
          .sorted(Comparator.comparingInt(step -> step.forGood() ? 0 : 1))
          .toList();
    }

    private boolean isOver(Holding holding) {
      return !trashedAt(holding).plus(rules.trash()).isAfter(now);
    }

    private boolean isOld(Holding holding) {
      Optional<Duration> age = rules.of(holding.segment().source()).age();
      return age.isPresent() && holding.segment().knownEnd().isBefore(now.minus(age.get()));
    }

    /** Whether its source is too large still without all that went before it. */
    private boolean isTooMuch(Holding holding) {
      String source = holding.segment().source();
      Optional<Long> most = rules.of(source).size();
      return !steps.containsKey(holding)
          && most.filter(bytes -> sizes.getOrDefault(source, 0L) > bytes).isPresent();
    }

    /** Whether there is room, or will be. */
    private boolean makeRoom(String volume) {
      long wanted = wanted(volume);
      long least = Math.max(wanted, space(volume).shortage());
      for (Holding holding : trashed) {
        eraseIfShort(holding, volume, least, Reason.TRASH_SPACE);
      }
      new LinkedHashMap<>(steps)
          .forEach((holding, step) -> eraseIfShort(holding, volume, least, step.reason()));
      for (Holding holding : sealed) {
        if (rules.of(holding.segment().source()).minFree().isPresent()) {
          eraseIfShort(holding, volume, wanted, Reason.FREE_SPACE);
        }
      }
      return space(volume).free() >= wanted;
    }

    /** The strictest wish of the sources that have anything there. */
    private long wanted(String volume) {
      long total = space(volume).total();
      return sealed.stream()
          .filter(holding -> holding.volume().equals(volume))
          .map(holding -> holding.segment().source())
          .distinct()
          .flatMap(source -> rules.of(source).minFree().stream())
          .mapToLong(free -> free.of(total))
          .max()
          .orElse(0);
    }

    private void eraseIfShort(Holding holding, String volume, long least, Reason reason) {
      Step step = steps.get(holding);
      boolean there = step == null || !step.forGood();
      if (there && holding.volume().equals(volume) && space(volume).free() < least) {
        erase(holding, reason);
      }
    }

    private void drop(Holding holding, Reason reason) {
      steps.put(holding, new Step(holding.segment(), reason, false));
      sizes.merge(holding.segment().source(), -holding.bytes(), Long::sum);
    }

    private void erase(Holding holding, Reason reason) {
      steps.put(holding, new Step(holding.segment(), reason, true));
      volumes.computeIfPresent(holding.volume(), (_, space) -> space.freed(holding.bytes()));
    }

    private Space space(String volume) {
      return volumes.getOrDefault(volume, new Space(Long.MAX_VALUE, 0));
    }

    private static Instant trashedAt(Holding holding) {
      return holding
          .segment()
          .removal()
          .map(StoredSegment.Removal::at)
          .orElse(holding.segment().start());
    }
  }
}
