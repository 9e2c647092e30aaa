/**
 * The interface of live-recorder over HTTP, at its old addresses: same JSON, same sentences. Read
 * {@code LiveRecorderApi}.
 */
@NullMarked
package dev.sonolog.server.liverecorder;

import org.jspecify.annotations.NullMarked;
