@NullMarked
package dev.sonolog.server.http;

import org.jspecify.annotations.NullMarked;
