/**
 * When something is to be recorded, by weekday, date, cron expression or the rules of calendars: a
 * rule, a time zone and a range of instants give occurrences. No clock, no recorder.
 *
 * <p>Reading order: {@link dev.sonolog.studio.schedule.Schedule}, {@link
 * dev.sonolog.studio.schedule.Rule}, {@link dev.sonolog.studio.schedule.Cron}.
 */
@NullMarked
package dev.sonolog.studio.schedule;

import org.jspecify.annotations.NullMarked;
