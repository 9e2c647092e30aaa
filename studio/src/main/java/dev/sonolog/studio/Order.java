package dev.sonolog.studio;

/**
 * What somebody wants done with a source.
 *
 * @param request its id, made up by whoever asks; its repeat is not done again
 * @param by who it is
 * @param text the name of a take that begins, or the label of a mark
 */
public record Order(String request, Verb verb, String source, Commander by, String text) {
  private static final int LONGEST_REQUEST = 100;

  /** A name or a label has no more letters. */
  public static final int LONGEST_TEXT = 200;

  /** What may be asked for. */
  public enum Verb {
    /** Begins a take. */
    START,
    /** Ends it. */
    STOP,
    /** A new file. */
    CUT,
    /** Marks this instant in the take. */
    MARK
  }

  /** Who commands. */
  public sealed interface Commander {
    /** A browser that must be in control. */
    record Holder(String token) implements Commander {
      @Override
      public String toString() {
        return "whoever is in control";
      }
    }

    /**
     * Somebody who needs no control: this computer's own user, or the program itself.
     *
     * @param name what people call it
     */
    record Trusted(String name, Take.StartedBy kind) implements Commander {}
  }

  /**
   * @throws IllegalArgumentException if it is none; the message says why, for a person
   */
  public Order {
    if (request.isBlank() || request.length() > LONGEST_REQUEST) {
      throw new IllegalArgumentException(
          "A request has an id of 1 to " + LONGEST_REQUEST + " letters, such as a UUID");
    }
    text = line("The name or label", text, LONGEST_TEXT);
  }

  /** A text of one line. */
  static String line(String what, String text, int longest) {
    if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "%s has at most %d letters in one line".formatted(what, longest));
    }
    return text.strip();
  }
}
