/**
 * The interface for programs and for the pages of this server, below {@code /api/v1}. Read {@code
 * ApiV1} (what there is), {@code Query} and {@code Body} (what comes in), {@code RecordingView}
 * (what goes out most), then one of the handlers, such as {@code RecordingsApi}.
 */
@NullMarked
package dev.sonolog.server.api;

import org.jspecify.annotations.NullMarked;
