/**
 * What happens, told to whoever listens: Server-sent events (WHATWG HTML, 9.2). Read {@code
 * EventHub}, then {@code EventApi}.
 */
@NullMarked
package dev.sonolog.server.events;

import org.jspecify.annotations.NullMarked;
