/**
 * Requests and answers as this server's handlers see them, whichever library speaks HTTP. Read
 * {@code Route} (what there is), {@code Request} and {@code Answer}, then {@code Problem}.
 */
@NullMarked
package dev.sonolog.server.http;

import org.jspecify.annotations.NullMarked;
