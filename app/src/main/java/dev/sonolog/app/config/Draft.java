package dev.sonolog.app.config;

import dev.sonolog.app.config.Key.Kind;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A section with {@code type =}: one source, or one for each channel of a sound card.
 *
 * @param kind what it is a source of
 */
record Draft(Kind kind, SectionSettings settings) {

  /** Whether each channel is a source. */
  boolean isSplit() {
    return kind == Kind.SOUNDCARD && settings.get(Keys.SPLIT_CHANNELS);
  }

  /** The names of its sources. */
  List<String> names() {
    return isSplit()
        ? channels().stream().map(channel -> settings.name() + ".ch" + channel).toList()
        : List.of(settings.name());
  }

  /** The channels of a sound card that are kept, counted from 1. */
  List<Integer> channels() {
    return settings
        .find(Keys.PICK)
        .orElseGet(() -> IntStream.rangeClosed(1, settings.get(Keys.CHANNELS)).boxed().toList());
  }
}
