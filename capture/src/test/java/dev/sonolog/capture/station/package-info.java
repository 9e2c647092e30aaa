/**
 * A scripted radio station and faster clocks, for the tests of every module that records streams.
 * Reading order: {@link dev.sonolog.capture.station.Station}, {@link
 * dev.sonolog.capture.station.Call}, {@link dev.sonolog.capture.station.ScaledTime}.
 */
@NullMarked
package dev.sonolog.capture.station;

import org.jspecify.annotations.NullMarked;
