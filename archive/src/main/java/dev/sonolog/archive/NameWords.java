package dev.sonolog.archive;

import java.util.Optional;

/**
 * What a segment's name may say of what is on, besides the source and the station.
 *
 * @param show what the station calls what is on air
 * @param take what people call what they record; what is recorded anyway is no take
 */
public record NameWords(Optional<String> show, Optional<String> take) {
  /** Nothing is known. */
  public static final NameWords NONE = new NameWords(Optional.empty(), Optional.empty());

  /** What people call it, else what the station does. */
  Optional<String> label() {
    return take.or(() -> show);
  }
}
