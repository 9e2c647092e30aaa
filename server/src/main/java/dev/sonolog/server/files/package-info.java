/**
 * Files and parts of them as answers: names that come from outside, ranges, conditions, heads of
 * files that are still growing, and the bytes. Knows nothing of the HTTP library: it is given
 * header values and says what to send.
 *
 * <p>Reading order: {@link dev.sonolog.server.files.RequestPath}, {@link
 * dev.sonolog.server.files.StoredFile}, {@link dev.sonolog.server.files.FileRequest}, {@link
 * dev.sonolog.server.files.RangeHeader}, {@link dev.sonolog.server.files.Conditions}, {@link
 * dev.sonolog.server.files.FileAnswer}, {@link dev.sonolog.server.files.FileBody}, {@link
 * dev.sonolog.server.files.ReaderThreads}.
 */
@NullMarked
package dev.sonolog.server.files;

import org.jspecify.annotations.NullMarked;
