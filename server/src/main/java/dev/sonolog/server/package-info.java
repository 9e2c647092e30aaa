/** The archive over HTTP: the only module that knows the HTTP library. */
@NullMarked
package dev.sonolog.server;

import org.jspecify.annotations.NullMarked;
