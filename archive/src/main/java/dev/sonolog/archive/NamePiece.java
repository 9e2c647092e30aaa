package dev.sonolog.archive;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A piece of a {@link FileNamePattern}, in the order in which they were written. */
sealed interface NamePiece {

  /** Text that stays as it is. */
  record Text(String text) implements NamePiece {}

  /** The source's name. */
  record Source() implements NamePiece {}

  /** The station's name. */
  record Station() implements NamePiece {}

  /** What is known only at times. */
  enum Word implements NamePiece {
    SHOW,
    LABEL,
    TAKE;

    /** What a person wrote or a station said, as part of a name; empty when nobody did. */
    String of(NameWords words) {
      Optional<String> said =
          switch (this) {
            case SHOW -> words.show();
            case LABEL -> words.label();
            case TAKE -> words.take();
          };
      return said.map(NameText::of).orElse("");
    }
  }

  /**
   * A conversion of strftime.
   *
   * @param flag of GNU: {@code -} no padding, {@code _} spaces, {@code 0} zeros, {@code ^} upper
   *     case, {@code #} the other case; a space for none
   * @param letter which conversion; E and O before it mean nothing in the C locale and are gone
   */
  record Code(char flag, char letter) implements NamePiece {
    String format(ZonedDateTime time) {
      return Strftime.format(flag, letter, time);
    }
  }

  /**
   * The pieces of a pattern.
   *
   * @throws IllegalArgumentException if a {@code %} begins nothing that is known
   */
  static List<NamePiece> parse(String pattern) {
    List<NamePiece> pieces = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      int end = endOf(pattern, at);
      pieces.add(pieceOf(pattern.substring(at, end)));
      at = end;
    }
    return List.copyOf(pieces);
  }

  private static int endOf(String pattern, int from) {
    if (pattern.charAt(from) != '%') {
      int next = pattern.indexOf('%', from);
      return next < 0 ? pattern.length() : next;
    }
    if (pattern.startsWith("%{", from)) {
      int brace = pattern.indexOf('}', from);
      return brace < 0 ? pattern.length() : brace + 1;
    }
    return endOfCode(pattern, from + 1);
  }

  private static int endOfCode(String pattern, int from) {
    int at = from;
    while (at < pattern.length() && "-_0^#EO".indexOf(pattern.charAt(at)) >= 0) {
      at++;
    }
    return at >= pattern.length() ? at : pattern.offsetByCodePoints(at, 1);
  }

  private static NamePiece pieceOf(String piece) {
    if (piece.charAt(0) != '%') {
      return new Text(piece);
    }
    if (piece.startsWith("%{")) {
      return token(piece);
    }
    return Strftime.parse(piece);
  }

  private static NamePiece token(String piece) {
    return switch (piece) {
      case "%{source}" -> new Source();
      case "%{station}" -> new Station();
      case "%{show}" -> Word.SHOW;
      case "%{label}" -> Word.LABEL;
      case "%{take}" -> Word.TAKE;
      default ->
          throw new IllegalArgumentException(
              piece
                  + " is no token; there are %{source}, %{station}, %{show}, %{label} and %{take}");
    };
  }
}
