@NullMarked
package dev.sonolog.server.isr;

import org.jspecify.annotations.NullMarked;
