@NullMarked
package dev.sonolog.server.pirecord;

import org.jspecify.annotations.NullMarked;
