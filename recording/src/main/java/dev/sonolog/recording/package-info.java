/**
 * The one place that knows live and stored: a source's packets go into segments that are cut on the
 * clock, and what is missing is written down.
 *
 * <p>Reading order: {@link dev.sonolog.recording.SourceSettings}, {@link
 * dev.sonolog.recording.Supervisor}, {@link dev.sonolog.recording.Recorder}, {@link
 * dev.sonolog.recording.Monitor}, {@link dev.sonolog.recording.CutPlan}.
 */
@NullMarked
package dev.sonolog.recording;

import org.jspecify.annotations.NullMarked;
