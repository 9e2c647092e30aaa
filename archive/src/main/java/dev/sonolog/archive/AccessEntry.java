package dev.sonolog.archive;

import java.time.Instant;

/**
 * A line of the {@link AuditLog} that is about no recording but about who may do what: a user or a
 * token that is about to be changed, or somebody who logs in or out. It never holds a secret.
 *
 * @param at when
 * @param action what
 * @param by who does it, as in {@link AuditEntry}
 * @param name the user, or the token's id and label; of a login that failed what was typed, made
 *     short and visible
 * @param why in words: the role, from where, or how it came about
 */
public record AccessEntry(Instant at, Action action, String by, String name, String why) {

  /** What is done. None has the name of one of {@link AuditEntry.Action}: it tells the lines. */
  public enum Action {
    /** A user is made. */
    USER_ADD,
    /** A user is taken away. */
    USER_REMOVE,
    /** A user gets another role. */
    USER_ROLE,
    /** A user gets another password. */
    USER_PASSWORD,
    /** A token is made. */
    TOKEN_ADD,
    /** A token is taken away. */
    TOKEN_REMOVE,
    /** Somebody logged in. */
    LOGIN,
    /** Somebody gave a wrong name or password. */
    LOGIN_FAILED,
    /** Somebody logged out. */
    LOGOUT
  }
}
