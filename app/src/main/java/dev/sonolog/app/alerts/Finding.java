package dev.sonolog.app.alerts;

import java.time.Instant;

/** What was found when something was looked at. */
record Finding(Subject subject, Verdict verdict) {
  /** How it is. */
  sealed interface Verdict {
    /**
     * Something is wrong.
     *
     * @param since when, as far as it is known
     * @param detail what a person should know besides; may be empty
     */
    record Wrong(Instant since, String detail) implements Verdict {}

    /**
     * All is well.
     *
     * @param detail what a person should know besides; may be empty
     */
    record Fine(String detail) implements Verdict {}

    /** Nothing can be said now: what was wrong still is, and what was well; nothing is told. */
    record Unknown() implements Verdict {}
  }
}
