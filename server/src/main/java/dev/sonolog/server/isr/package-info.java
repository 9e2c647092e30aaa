/**
 * ISR's own interface over HTTP, at its old addresses: same JSON, status codes, order and limits.
 * Read {@code IsrApi}.
 */
@NullMarked
package dev.sonolog.server.isr;

import org.jspecify.annotations.NullMarked;
