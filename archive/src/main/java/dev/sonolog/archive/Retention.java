package dev.sonolog.archive;

import dev.sonolog.archive.RetentionPlan.Reason;
import dev.sonolog.archive.RetentionPlan.Step;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Does what {@link RetentionPlan} decides, some files at a time: every few minutes, and soon when a
 * volume is short of room. Until {@link #apply} is called it does nothing, so an archive that was
 * taken over loses nothing by itself. While the pins or the catalogue cannot be read it deletes
 * nothing and says so, once. A catalogue that only lags, as on a full disk, hinders nothing: each
 * file is looked at again before it goes.
 *
 * <p>Owned by {@link Archive}; its rounds run on the archive keeper's thread, {@link #run} on any
 * platform thread, one at a time.
 */
public final class Retention {
  private static final System.Logger LOGGER = System.getLogger(Retention.class.getName());

  /** Whoever retention is in the audit log. */
  private static final String SELF = "retention";

  /** The files that a round deletes at most, and of each source looks at. */
  private static final int ROUND = 200;

  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final Duration INTERVAL_WHEN_SHORT = Duration.ofMinutes(1);
  private static final Duration FORGET_REFUSED = Duration.ofHours(6);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Catalogue catalogue;
  private final Trash trash;
  private final RetentionReading reading;
  private final Set<SegmentKey> refused = new HashSet<>();
  private volatile Optional<RetentionRules> rules = Optional.empty();
  private volatile boolean due = true;
  private long last;
  private long forgotten = System.nanoTime();
  private String trouble = "";
  private Set<String> full = Set.of();

  Retention(Catalogue catalogue, Trash trash, RetentionReading reading) {
    this.catalogue = catalogue;
    this.trash = trash;
    this.reading = reading;
  }

  /**
   * What it would delete, without the right to delete anything: reads the catalogue of an archive
   * that a recorder may be writing.
   *
   * @throws IOException if the catalogue or the pins cannot be read
   */
  public static RetentionPlan plan(ArchiveSettings settings, RetentionRules rules, Instant now)
      throws IOException {
    RetentionReading reading =
        new RetentionReading(
            Catalogue.openReadOnly(settings.catalogueFile()),
            new Review(settings.stateDirectory()),
            new Stores(settings.directories()),
            (_, operation) -> operation.run());
    return RetentionPlan.of(reading.read(rules, Integer.MAX_VALUE, Set.of()), rules, now);
  }

  /** Begins to delete by these rules, or goes on by other ones. */
  public void apply(RetentionRules wanted) {
    rules = Optional.of(wanted);
    due = true;
  }

  /**
   * Does all that is to be done now.
   *
   * @param progress told before each file, of the round that it belongs to
   * @return what was deleted; nothing when no rules were applied
   * @throws IOException if the catalogue or the pins cannot be read
   */
  public synchronized Trash.Result run(Instant now, Consumer<Progress> progress)
      throws IOException {
    refused.clear();
    List<StoredSegment> done = new ArrayList<>();
    List<Trash.Refusal> failed = new ArrayList<>();
    for (boolean more = true; more; ) {
      Trash.Result result = some(now, progress);
      done.addAll(result.done());
      failed.addAll(result.refused());
      more = !result.done().isEmpty();
    }
    return new Trash.Result(done, failed);
  }

  /** Looks whether something is to be done, and does a part of it; the archive keeper's thread. */
  synchronized void round() {
    if (rules.isEmpty() || !isDue(System.nanoTime())) {
      return;
    }
    due = false;
    last = System.nanoTime();
    forgetRefused();
    try {
      due = !some(Instant.now(), _ -> {}).done().isEmpty();
      report("");
    } catch (IOException e) {
      report("Retention deletes nothing: " + Failures.reason(e));
    }
  }

  private boolean isDue(long now) {
    return due || now - last >= (isShort() ? INTERVAL_WHEN_SHORT : INTERVAL).toNanos();
  }

  private boolean isShort() {
    RetentionRules current = rules.orElse(RetentionRules.NONE);
    return reading.spaces().values().stream()
        .anyMatch(space -> space.free() < Math.max(space.shortage(), wanted(current, space)));
  }

  private static long wanted(RetentionRules rules, Space space) {
    return rules.sources().values().stream()
        .flatMap(rule -> rule.minFree().stream())
        .mapToLong(free -> free.of(space.total()))
        .max()
        .orElse(0);
  }

  /** What cannot be deleted must not keep the rest from it, but may be possible later. */
  private void forgetRefused() {
    if (System.nanoTime() - forgotten >= FORGET_REFUSED.toNanos()) {
      refused.clear();
      forgotten = System.nanoTime();
    }
  }

  private void report(String text) {
    if (!text.equals(trouble) && !text.isEmpty()) {
      LOGGER.log(Level.ERROR, text);
    }
    trouble = text;
  }

  private Trash.Result some(Instant now, Consumer<Progress> progress) throws IOException {
    RetentionRules current = rules.orElse(RetentionRules.NONE);
    if (!catalogue.flush(PATIENCE)) {
      LOGGER.log(Level.DEBUG, "The catalogue lags; perhaps there is no room for it");
    }
    RetentionPlan plan = RetentionPlan.of(reading.read(current, ROUND, refused), current, now);
    sayFull(plan.full());
    Trash.Result result = carriedOut(plan.steps().stream().limit(ROUND).toList(), progress);
    log(plan, result);
    return result;
  }

  private void sayFull(Set<String> volumes) {
    volumes.stream()
        .filter(volume -> !full.contains(volume))
        .forEach(
            volume ->
                LOGGER.log(
                    Level.WARNING,
                    "{0} has less free than min_free, and nothing is left that may go",
                    volume));
    full = volumes;
  }

  private record Kind(Reason reason, boolean forGood) {}

  private Trash.Result carriedOut(List<Step> steps, Consumer<Progress> progress) {
    Map<Kind, List<StoredSegment>> kinds = new LinkedHashMap<>();
    Map<Path, SegmentKey> keys = new LinkedHashMap<>();
    for (Step step : steps) {
      Kind kind = new Kind(step.reason(), step.forGood());
      kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(step.segment());
      keys.put(step.segment().file(), step.segment().key());
    }
    List<StoredSegment> done = new ArrayList<>();
    List<Trash.Refusal> failed = new ArrayList<>();
    kinds.forEach(
        (kind, segments) -> {
          Trash.Result result = carriedOut(kind, segments, progress);
          done.addAll(result.done());
          failed.addAll(result.refused());
        });
    failed.stream().map(it -> keys.get(it.file())).forEach(refused::add);
    return new Trash.Result(done, failed);
  }

  private Trash.Result carriedOut(
      Kind kind, List<StoredSegment> segments, Consumer<Progress> progress) {
    Trash.Order order = new Trash.Order(SELF, GapCause.DELETED_BY_RETENTION, kind.reason().word());
    return kind.forGood()
        ? trash.erase(segments, order, progress)
        : trash.drop(segments, order, progress);
  }

  private static void log(RetentionPlan plan, Trash.Result result) {
    if (!result.done().isEmpty()) {
      Set<SegmentKey> erased = new HashSet<>();
      plan.steps().stream().filter(Step::forGood).forEach(s -> erased.add(s.segment().key()));
      LOGGER.log(
          Level.INFO,
          "Retention: {0} to the trash; {1} erased",
          amount(result, key -> !erased.contains(key)),
          amount(result, erased::contains));
    }
    result.refused().stream()
        .findFirst()
        .ifPresent(
            first ->
                LOGGER.log(
                    Level.WARNING,
                    "Retention left {0} recordings where they are, such as {1}: {2}",
                    result.refused().size(),
                    first.file(),
                    first.why()));
  }

  private static String amount(Trash.Result result, Predicate<SegmentKey> chosen) {
    List<StoredSegment> segments =
        result.done().stream().filter(segment -> chosen.test(segment.key())).toList();
    long bytes = segments.stream().mapToLong(StoredSegment::bytes).sum();
    return "%d recordings, %.1f MB".formatted(segments.size(), bytes / 1e6);
  }
}
