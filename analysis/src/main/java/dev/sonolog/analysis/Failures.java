package dev.sonolog.analysis;

import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.StoredSegment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The recordings of which something could not be measured, whoever tried it: level data, a summary
 * or a spectrogram. See {@link Attempts}. Blocks; platform threads.
 */
public final class Failures {
  private final LevelStore store;
  private final CatalogueView view;

  /** Those that a store remembers, of an archive. */
  public Failures(LevelStore store, CatalogueView view) {
    this.store = store;
    this.view = view;
  }

  /**
   * Forgets that they failed, so that they are tried again when somebody asks for them. A {@link
   * Backlog} is told by {@link Backlog#retry}.
   *
   * @param sources whose recordings; those of all where none is named
   * @return which recordings they are
   */
  public List<SegmentKey> forget(Collection<String> sources) throws IOException {
    List<SegmentKey> forgotten = new ArrayList<>();
    for (SegmentKey key : store.failed()) {
      if (sources.isEmpty() || source(key).filter(sources::contains).isPresent()) {
        store.forgetFailures(key);
        forgotten.add(key);
      }
    }
    return List.copyOf(forgotten);
  }

  private Optional<String> source(SegmentKey key) throws IOException {
    return view.segment(key).map(StoredSegment::source);
  }
}
