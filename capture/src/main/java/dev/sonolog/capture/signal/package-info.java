/**
 * A source that generates its audio in real time: for trying things out, for demonstrations, and
 * for tests that must know every sample.
 *
 * <p>Reading order: {@link dev.sonolog.capture.signal.Waveform}, {@link
 * dev.sonolog.capture.signal.SignalSettings}, {@link dev.sonolog.capture.signal.SignalConnection}.
 */
@NullMarked
package dev.sonolog.capture.signal;

import org.jspecify.annotations.NullMarked;
