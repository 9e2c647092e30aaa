package dev.sonolog.server.access;

/** A change of the accounts that is not made; the message tells a person what to do instead. */
public final class RefusedChange extends Exception {
  private static final long serialVersionUID = 1L;

  /** Of which kind. */
  public enum Kind {
    /** What was given can never be taken, such as a password that is too short. */
    INVALID,
    /** That name is taken. */
    TAKEN,
    /** Nobody is called so. */
    UNKNOWN,
    /** Nobody, or no administrator, would be left. */
    LAST,
    /** There are as many as there may be. */
    FULL,
    /** Who wants it may not. */
    FORBIDDEN
  }

  private final Kind kind;
  private final String sentence;

  RefusedChange(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
    this.sentence = sentence;
  }

  /** Of which kind it is. */
  public Kind kind() {
    return kind;
  }

  /** What a person should read. */
  public String sentence() {
    return sentence;
  }
}
