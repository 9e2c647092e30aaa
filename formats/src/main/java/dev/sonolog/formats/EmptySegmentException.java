package dev.sonolog.formats;

/**
 * A file of ours ends where its samples would begin: its writer was killed before it stored any.
 */
public final class EmptySegmentException extends MalformedSegmentException {
  private static final long serialVersionUID = 1L;

  /** Says so. */
  public EmptySegmentException() {
    super("The file was begun, and ends where its samples would begin");
  }
}
