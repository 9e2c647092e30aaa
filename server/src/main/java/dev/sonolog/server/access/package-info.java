/**
 * Who may do what: users, API tokens, sessions, and the decision about each request. It knows
 * requests as values, not the HTTP library, and keeps what it knows in files of the archive's state
 * directory, which the command line writes, too.
 *
 * <p>Reading order: {@link dev.sonolog.server.access.Gate}, {@link
 * dev.sonolog.server.access.Approach}, {@link dev.sonolog.server.access.Accounts}, {@link
 * dev.sonolog.server.access.Sessions}, {@link dev.sonolog.server.access.Login}, {@link
 * dev.sonolog.server.access.TrustedProxies}.
 */
@NullMarked
package dev.sonolog.server.access;

import org.jspecify.annotations.NullMarked;
