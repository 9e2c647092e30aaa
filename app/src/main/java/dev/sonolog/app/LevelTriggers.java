package dev.sonolog.app;

import dev.sonolog.app.levels.LevelEvent;
import dev.sonolog.app.levels.LevelFeeds;
import dev.sonolog.studio.Studio;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells the studio what those sources sound like that are recorded when they are loud. Changed by
 * one thread at a time; the levels come on those that measure, which never wait.
 */
final class LevelTriggers implements AutoCloseable {
  private final LevelFeeds feeds;
  private final Map<String, Runnable> heard = new HashMap<>();

  LevelTriggers(LevelFeeds feeds) {
    this.feeds = feeds;
  }

  /** The studio hears these sources from now on. */
  synchronized void apply(Set<String> sources, Studio studio) {
    heard.entrySet().stream()
        .filter(it -> !sources.contains(it.getKey()))
        .forEach(it -> it.getValue().run());
    heard.keySet().retainAll(sources);
    sources.forEach(source -> heard.computeIfAbsent(source, _ -> listen(source, studio)));
  }

  private Runnable listen(String source, Studio studio) {
    return feeds
        .of(source)
        .listen(
            event -> {
              if (event instanceof LevelEvent.Measured measured) {
                studio.heard(source, measured.levels().peak());
              }
            });
  }

  /** Nothing is told any more. */
  @Override
  public synchronized void close() {
    heard.values().forEach(Runnable::run);
    heard.clear();
  }
}
