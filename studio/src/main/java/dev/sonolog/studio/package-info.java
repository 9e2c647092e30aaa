/**
 * What a person with a tablet works with: who is in control of a source, and the takes that people
 * record. Nothing here can keep a recording from going on.
 *
 * <p>Reading order: {@link dev.sonolog.studio.Studio}, {@link dev.sonolog.studio.Leases}, {@link
 * dev.sonolog.studio.Captures}, {@link dev.sonolog.studio.Takes}, {@link
 * dev.sonolog.studio.BookingDesk}, {@link dev.sonolog.studio.StudioRecorder}, {@link
 * dev.sonolog.studio.TakeJournal}.
 */
@NullMarked
package dev.sonolog.studio;

import org.jspecify.annotations.NullMarked;
