/**
 * A LibreTime station that answers as LibreTime does, its traps included, and fails as a test says;
 * for the tests of every module that has to do with one. Reading order: {@link
 * dev.sonolog.libretime.station.LibretimeStation}, {@link dev.sonolog.libretime.station.Fault},
 * {@link dev.sonolog.libretime.station.Calendar}, {@link dev.sonolog.libretime.station.MediaStore}.
 */
@NullMarked
package dev.sonolog.libretime.station;

import org.jspecify.annotations.NullMarked;
