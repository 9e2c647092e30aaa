package dev.sonolog.worker;

/** All that is wanted of a file was decoded: the rest of it is left alone. No failure. */
final class PassedException extends AvException {
  private static final long serialVersionUID = 1L;

  PassedException() {
    super("All that is wanted was decoded");
  }
}
