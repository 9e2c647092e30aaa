/**
 * What sound cards hear, as levels, while it is recorded: measured beside the recording, which
 * never waits for it.
 *
 * <p>Reading order: {@link dev.sonolog.app.levels.LevelFeeds}, {@link
 * dev.sonolog.app.levels.LevelFeed}, {@link dev.sonolog.app.levels.MeteredConnection}.
 */
@NullMarked
package dev.sonolog.app.levels;

import org.jspecify.annotations.NullMarked;
