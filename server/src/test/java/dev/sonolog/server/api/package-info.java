@NullMarked
package dev.sonolog.server.api;

import org.jspecify.annotations.NullMarked;
