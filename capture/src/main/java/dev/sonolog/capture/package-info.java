/**
 * A live source becomes stream elements: connections over HTTP and the ICY protocol, playlists, and
 * the clock that tells when a sample was on air.
 *
 * <p>Reading order: {@link dev.sonolog.capture.StreamSettings}, {@link
 * dev.sonolog.capture.StreamConnector}, {@link dev.sonolog.capture.PacketSource}, {@link
 * dev.sonolog.capture.AirClock}.
 */
@NullMarked
package dev.sonolog.capture;

import org.jspecify.annotations.NullMarked;
