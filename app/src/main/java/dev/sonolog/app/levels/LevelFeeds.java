package dev.sonolog.app.levels;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The levels of all sources that are measured. Any thread. */
public final class LevelFeeds {
  private final ConcurrentMap<String, LevelFeed> feeds = new ConcurrentHashMap<>();

  /** What is known of a source's levels; the same as long as the program runs. */
  public LevelFeed of(String source) {
    return feeds.computeIfAbsent(source, LevelFeed::new);
  }

  /** All that were ever measured, sorted by name. */
  public List<LevelFeed> all() {
    return feeds.values().stream().sorted(Comparator.comparing(LevelFeed::source)).toList();
  }

  /** What is known of a source, if it was ever measured. */
  public Optional<LevelFeed> find(String source) {
    return Optional.ofNullable(feeds.get(source));
  }
}
