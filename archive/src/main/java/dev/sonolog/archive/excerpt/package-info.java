/**
 * Spans of a source's timeline: what was recorded in them, what is missing and why, and all of it
 * as files that play. Reads the catalogue and the segments, also beside a recorder, and writes
 * neither.
 *
 * <p>Reading order: {@link dev.sonolog.archive.excerpt.Excerpts}, {@link
 * dev.sonolog.archive.excerpt.Timeline}, {@link dev.sonolog.archive.excerpt.ExcerptPlan}, {@link
 * dev.sonolog.archive.excerpt.Splice}.
 */
@NullMarked
package dev.sonolog.archive.excerpt;

import org.jspecify.annotations.NullMarked;
