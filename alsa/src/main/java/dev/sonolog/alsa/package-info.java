/**
 * Sound cards of Linux, through libasound: which there are, and what they hear. Nothing of the
 * library is needed to build or to start; where it is missing, that is said.
 *
 * <p>Reading order: {@link dev.sonolog.alsa.CardSettings}, {@link dev.sonolog.alsa.CardConnector},
 * {@code CardThread}, {@code Negotiation}, {@code CardCapture}, {@code PeriodRing}, {@code
 * CardSource}; then {@link dev.sonolog.alsa.Cards} and {@code DeviceChoice}.
 */
@NullMarked
package dev.sonolog.alsa;

import org.jspecify.annotations.NullMarked;
