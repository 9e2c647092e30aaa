package dev.sonolog.studio;

/**
 * Whoever may be in control: a browser, by a random id that it made itself and tells nobody else.
 *
 * @param id proves who it is; never shown
 * @param name what people call it, such as {@code Anna's iPad}
 */
public record Owner(String id, String name) {
  static final int LONGEST_NAME = 60;

  private static final int SHORTEST_ID = 8;
  private static final int LONGEST_ID = 100;

  /**
   * @throws IllegalArgumentException if it is none; the message says why, for a person
   */
  public Owner {
    if (id.length() < SHORTEST_ID
        || id.length() > LONGEST_ID
        || !id.chars().allMatch(Owner::isOfAnId)) {
      throw new IllegalArgumentException(
          "An owner's id has %d to %d letters, digits, - and _".formatted(SHORTEST_ID, LONGEST_ID));
    }
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "An owner's name has 1 to %d letters in one line".formatted(LONGEST_NAME));
    }
  }

  private static boolean isOfAnId(int letter) {
    return letter < 128 && (Character.isLetterOrDigit(letter) || letter == '-' || letter == '_');
  }

  boolean isSame(Owner other) {
    return id.equals(other.id);
  }

  @Override
  public String toString() {
    return name;
  }
}
