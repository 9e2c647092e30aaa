package dev.sonolog.app.levels;

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

  /** The same, if it was ever measured. */
  public Optional<LevelFeed> find(String source) {
    return Optional.ofNullable(feeds.get(source));
  }
}
