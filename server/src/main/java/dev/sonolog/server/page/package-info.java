/**
 * The page that browsers show: files of this program and the library Lit, sent as they are. Read
 * {@code PageApi} (what is served), then {@code PageFiles} (where it comes from).
 */
@NullMarked
package dev.sonolog.server.page;

import org.jspecify.annotations.NullMarked;
