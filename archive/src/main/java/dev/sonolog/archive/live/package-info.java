/**
 * What is being recorded now, as one stream without an end: read from the files while they grow,
 * across their borders. Writes nothing, and asks nothing of the recorder.
 *
 * <p>Reading order: {@link dev.sonolog.archive.live.LiveAudio}, {@link
 * dev.sonolog.archive.live.LiveFile}, {@link dev.sonolog.archive.live.GrowingFile}, {@link
 * dev.sonolog.archive.live.LiveOutput}.
 */
@NullMarked
package dev.sonolog.archive.live;

import org.jspecify.annotations.NullMarked;
