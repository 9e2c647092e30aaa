package dev.sonolog.analysis;

import dev.sonolog.archive.CatalogueEntry;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/**
 * The finished recordings that are to be measured and are not yet, the newest first. All recordings
 * of the sources are looked through when it begins and once a day, a page at a time; of what is
 * finished or found since, the catalogue tells. Any thread.
 */
public final class Backlog implements Background {
  private static final Logger LOG = System.getLogger(Backlog.class.getName());

  private static final Duration WHOLE = Duration.ofDays(1);

  /** When nothing can be measured, it is tried again after so long, and then twice so long. */
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

  private static final int MOST_DOUBLINGS = 6;

  /** So many recordings are looked at in one go. */
  private static final int PAGE = 500;

  /** So many may be told of before they are looked at. */
  private static final int MOST_TOLD = 10_000;

  private final CatalogueView view;
  private final LevelStore store;
  private final LongSupplier nanos;
  private final Map<String, SourceBacklog> sources = new LinkedHashMap<>();

  /** Those of which the catalogue told, the first first; guarded by itself. */
  private final SequencedSet<SegmentKey> told = new LinkedHashSet<>();

  /** Whether more was told; guarded by {@link #told}. */
  private boolean overflow;

  private long pausedAt;
  private Duration pause = Duration.ZERO;
  private int failures;

  /**
   * @param nanos monotonic nanoseconds: when it looks again
   */
  public Backlog(CatalogueView view, LevelStore store, LongSupplier nanos) {
    this.view = view;
    this.store = store;
    this.nanos = nanos;
  }

  /** Which sources are to be measured from now on. */
  public synchronized void apply(Collection<String> names) {
    sources.keySet().retainAll(Set.copyOf(names));
    names.forEach(name -> sources.putIfAbsent(name, new SourceBacklog()));
  }

  /** Takes note of a fact of the catalogue. Never waits. */
  public void noticed(CatalogueEntry entry) {
    if (entry instanceof CatalogueEntry.SegmentSealed(var segment)) {
      notice(new SegmentKey(segment.run(), segment.number()));
    } else if (entry instanceof CatalogueEntry.SegmentFound found) {
      notice(new SegmentKey(found.run(), found.number()));
    } else if (entry instanceof CatalogueEntry.OtherFound other) {
      notice(new SegmentKey(other.run(), 0));
    }
  }

  /** What is told faster than it is looked at is found by looking through all. */
  private void notice(SegmentKey key) {
    synchronized (told) {
      if (told.size() < MOST_TOLD) {
        told.add(key);
      } else {
        overflow = true;
      }
    }
  }

  /** How far behind a source is; nothing when it is not measured. */
  public synchronized Optional<Lag> lag(String source) {
    boolean isLookedAt = isToldLookedAt();
    return Optional.ofNullable(sources.get(source)).map(it -> it.lag(isLookedAt));
  }

  /** The recordings that cannot be measured, by source. */
  public synchronized List<StoredSegment> unmeasurable() {
    return sources.values().stream().flatMap(it -> it.unmeasurable().stream()).toList();
  }

  /** Takes note that recordings which could not be measured are to be tried again. */
  public synchronized void retry(Collection<SegmentKey> keys) {
    sources.values().forEach(source -> keys.forEach(source::retry));
  }

  private boolean isToldLookedAt() {
    synchronized (told) {
      return told.isEmpty() && !overflow;
    }
  }

  @Override
  public synchronized Optional<MeasuringTask> next() {
    long now = nanos.getAsLong();
    if (now - pausedAt < pause.toNanos()) {
      return Optional.empty();
    }
    try {
      look(now);
      return newest();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "What is to be measured is not known: {0}", e.toString());
      pauseFor(FIRST_PAUSE);
      return Optional.empty();
    }
  }

  /** The newest that is still there, and as it is now. */
  private Optional<MeasuringTask> newest() throws IOException {
    Optional<SourceBacklog> source = SourceBacklog.newest(sources.values());
    while (source.isPresent()) {
      StoredSegment noted = source.get().newest();
      Optional<StoredSegment> now =
          view.segment(noted.key()).filter(it -> it.state() == SegmentState.SEALED);
      source.get().remove(noted);
      if (now.isPresent() && !store.has(now.get())) {
        source.get().begin(now.get());
        return now.map(MeasuringTask::levels);
      }
      source = SourceBacklog.newest(sources.values());
    }
    return Optional.empty();
  }

  private void pauseFor(Duration length) {
    pausedAt = nanos.getAsLong();
    pause = length;
  }

  private void look(long now) throws IOException {
    int room = PAGE - noteTold(now);
    for (Map.Entry<String, SourceBacklog> each : sources.entrySet()) {
      SourceBacklog source = each.getValue();
      if (source.isDue(now, WHOLE)) {
        source.begin(now);
      }
      if (source.before().isPresent() && room > 0) {
        room -= lookThrough(each.getKey(), source);
      }
    }
  }

  /**
   * Looks at some of those of which the catalogue told.
   *
   * @return how many
   */
  private int noteTold(long now) throws IOException {
    List<SegmentKey> keys = someTold(now);
    if (keys.isEmpty()) {
      return 0;
    }
    for (StoredSegment segment : view.together(it -> segments(it, keys))) {
      SourceBacklog source = sources.get(segment.source());
      if (source != null) {
        note(source, List.of(segment));
      }
    }
    synchronized (told) {
      keys.forEach(told::remove);
    }
    return keys.size();
  }

  private List<SegmentKey> someTold(long now) {
    synchronized (told) {
      if (overflow) {
        overflow = false;
        told.clear();
        sources.values().forEach(source -> source.begin(now));
      }
      return told.stream().limit(PAGE).toList();
    }
  }

  private static List<StoredSegment> segments(CatalogueView view, List<SegmentKey> keys)
      throws IOException {
    List<StoredSegment> segments = new ArrayList<>();
    for (SegmentKey key : keys) {
      view.segment(key).ifPresent(segments::add);
    }
    return segments;
  }

  /**
   * Looks at a page of all that there is.
   *
   * @return how many were looked at
   */
  private int lookThrough(String name, SourceBacklog source) throws IOException {
    List<StoredSegment> page = view.before(name, source.before().orElseThrow(), PAGE);
    note(source, page);
    source.before(page.size() < PAGE ? Optional.empty() : Optional.of(page.getLast().start()));
    return page.size();
  }

  private void note(SourceBacklog source, List<StoredSegment> segments) {
    for (StoredSegment segment : segments) {
      if (segment.state() == SegmentState.SEALED && !source.knows(segment)) {
        note(source, segment);
      }
    }
  }

  private void note(SourceBacklog source, StoredSegment segment) {
    if (store.has(segment)) {
      return;
    }
    if (store.failure(segment).filter(Attempts::isFinal).isPresent()) {
      source.addUnmeasurable(segment);
    } else {
      source.add(segment);
    }
  }

  @Override
  public synchronized void ended(MeasuringTask task, Optional<? extends Throwable> failure) {
    StoredSegment segment = task.segment();
    SourceBacklog source = sources.get(segment.source());
    if (source == null) {
      return;
    }
    source.remove(segment);
    switch (failure.orElse(null)) {
      case null -> failures = 0;
      case UnmeasurableException _ -> note(source, segment);
      case CancellationException _ -> source.putOff(segment);
      case NoSuchFileException _ -> source.putOff(segment); // it moved; the catalogue will tell
      case Throwable _ -> {
        source.failed(segment);
        pauseFor(FIRST_PAUSE.multipliedBy(1L << failures));
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
      }
    }
  }
}
