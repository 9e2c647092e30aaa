package dev.sonolog.jobs;

/**
 * What a file says of itself to players. An empty text is none.
 *
 * @param date such as {@code 2026-05-23}
 */
public record FileTags(String title, String artist, String date, String comment) {
  /** The longest of them, in characters. */
  public static final int LONGEST = 1_000;

  /** No tags. */
  public static final FileTags NONE = new FileTags("", "", "", "");

  public FileTags {
    check(title);
    check(artist);
    check(date);
    check(comment);
  }

  private static void check(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "A tag of " + text.length() + " characters is longer than " + LONGEST);
    }
  }
}
