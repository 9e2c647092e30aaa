/**
 * Tells people by webhook and e-mail what is wrong while nobody looks: a source that is lost or
 * silent, a disk that runs low. Nothing here can hold up a recording.
 *
 * <p>Reading order: {@link dev.sonolog.app.alerts.AlertSettings}, {@link
 * dev.sonolog.app.alerts.AlertBook}, {@link dev.sonolog.app.alerts.Alerts}, {@link
 * dev.sonolog.app.alerts.Delivery}, {@link dev.sonolog.app.alerts.Target}.
 */
@NullMarked
package dev.sonolog.app.alerts;

import org.jspecify.annotations.NullMarked;
