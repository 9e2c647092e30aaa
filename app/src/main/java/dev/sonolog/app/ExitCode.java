package dev.sonolog.app;

/** What the program's exit status means; printed by {@code --help} and in the README. */
final class ExitCode {
  /** All went well. */
  static final int OK = 0;

  /** The work failed, or what was checked is not as it should be. */
  static final int FAILED = 1;

  /** Wrong usage, or a configuration with errors. Nothing was started. */
  static final int USAGE = 2;

  /** Another recorder holds the archive. */
  static final int LOCKED = 3;

  /** No recorder is running that could answer. */
  static final int NOT_RUNNING = 4;

  private ExitCode() {}
}
