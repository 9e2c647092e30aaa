/**
 * A radio station in a box, for a first try without any network: it plays a programme that was made
 * for it, in real time, to whoever connects.
 *
 * <p>Reading order: {@link dev.sonolog.app.demo.Programme}, {@link
 * dev.sonolog.app.demo.DemoStation}.
 */
@NullMarked
package dev.sonolog.app.demo;

import org.jspecify.annotations.NullMarked;
