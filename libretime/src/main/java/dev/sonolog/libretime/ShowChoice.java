package dev.sonolog.libretime;

import java.util.List;

/** Which shows are meant. */
public sealed interface ShowChoice {

  /** None of them. */
  record None() implements ShowChoice {}

  /** Each. */
  record All() implements ShowChoice {}

  /** Those with one of these names. */
  record Only(List<NamePattern> names) implements ShowChoice {
    public Only {
      names = List.copyOf(names);
    }
  }

  /** All but those with one of these names. */
  record Except(List<NamePattern> names) implements ShowChoice {
    public Except {
      names = List.copyOf(names);
    }
  }

  /** Whether a show of this name is meant. */
  default boolean covers(String name) {
    return switch (this) {
      case None _ -> false;
      case All _ -> true;
      case Only only -> only.names().stream().anyMatch(it -> it.matches(name));
      case Except except -> except.names().stream().noneMatch(it -> it.matches(name));
    };
  }
}
