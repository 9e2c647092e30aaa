package dev.sonolog.studio;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Who wants to know what changes, and what they were told last. A listener is called on the
 * studio's thread and must not wait; there are only so many.
 */
final class Changes {
  static final int MOST_LISTENERS = 200;

  private final Set<Consumer<SourceState>> listeners = ConcurrentHashMap.newKeySet();
  private Map<String, SourceState> told = new HashMap<>();

  /**
   * Tells someone from now on.
   *
   * @return ends that; nothing when too many listen
   */
  Optional<Runnable> listen(Consumer<SourceState> listener) {
    if (listeners.size() >= MOST_LISTENERS) {
      return Optional.empty();
    }
    listeners.add(listener);
    return Optional.of(() -> listeners.remove(listener));
  }

  /** Tells those sources that are not as they were. */
  void tell(List<SourceState> now) {
    Map<String, SourceState> all = new LinkedHashMap<>();
    for (SourceState state : now) {
      String name = state.source().name();
      all.put(name, state);
      if (!state.equals(told.get(name))) {
        listeners.forEach(it -> it.accept(state));
      }
    }
    told = all;
  }
}
