package dev.sonolog.app;

import dev.sonolog.archive.NameWords;
import dev.sonolog.studio.Take;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is on, for the names of files: shows as LibreTime has them, takes as they were called when
 * they began. Asked by the threads of sources; never waits.
 */
final class CurrentWords {
  private final OnAirDesk onAir;
  private final Map<String, String> takes = new ConcurrentHashMap<>();

  CurrentWords(OnAirDesk onAir) {
    this.onAir = onAir;
  }

  /** What is stored of its source from now on belongs to this take. */
  void begins(Take take) {
    if (take.text().name().isEmpty()) {
      takes.remove(take.source());
    } else {
      takes.put(take.source(), take.text().name());
    }
  }

  /** What is stored of the source from now on belongs to no take. */
  void ended(String source) {
    takes.remove(source);
  }

  /** What is on when a file of a source begins. */
  NameWords at(String source, Instant start) {
    return new NameWords(
        onAir.line().flatMap(line -> ShowNames.onAir(line, start)),
        Optional.ofNullable(takes.get(source)));
  }
}
