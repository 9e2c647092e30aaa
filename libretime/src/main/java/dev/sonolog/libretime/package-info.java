/**
 * What a LibreTime station says, and what may be asked of it: whether it is on air, which shows it
 * plans, its main input, its library. Nothing here records; whoever records must not wait for what
 * is here.
 *
 * <p>Reading order: {@link dev.sonolog.libretime.LibretimeAccess}, {@link
 * dev.sonolog.libretime.LibretimeClient} with {@link dev.sonolog.libretime.Failure}; what is
 * watched, {@link dev.sonolog.libretime.LibretimeWatch}, {@link dev.sonolog.libretime.PassThrough};
 * what is planned, {@link dev.sonolog.libretime.Show}, {@link dev.sonolog.libretime.Plan}, {@link
 * dev.sonolog.libretime.ShowPlan}, {@link dev.sonolog.libretime.PlanRules}; what is done, {@link
 * dev.sonolog.libretime.MasterSwitch}, {@link dev.sonolog.libretime.ShowDelivery}.
 */
@NullMarked
package dev.sonolog.libretime;

import org.jspecify.annotations.NullMarked;
