package dev.sonolog.app.config;

/** How much is logged, by the names that ISR took from Python. */
public enum LogLevel {
  /** Everything. */
  DEBUG(System.Logger.Level.DEBUG),
  /** Each change of state, and what is worse. */
  INFO(System.Logger.Level.INFO),
  /** What a person should look at, and what is worse. */
  WARNING(System.Logger.Level.WARNING),
  /** What went wrong. */
  ERROR(System.Logger.Level.ERROR),
  /** As ERROR: nothing that is logged is graver. */
  CRITICAL(System.Logger.Level.ERROR);

  private final System.Logger.Level level;

  LogLevel(System.Logger.Level level) {
    this.level = level;
  }

  /** The least level that is logged. */
  public System.Logger.Level level() {
    return level;
  }
}
