/**
 * The program: command line, start and stop order, and how other processes speak to a running
 * recorder.
 *
 * <p>Reading order: {@link dev.sonolog.app.Main}, {@link dev.sonolog.app.RecordCommand}, {@link
 * dev.sonolog.app.RecorderProcess}, {@link dev.sonolog.app.ControlServer}; the configuration has
 * its own package.
 */
@NullMarked
package dev.sonolog.app;

import org.jspecify.annotations.NullMarked;
