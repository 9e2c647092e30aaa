@NullMarked
package dev.sonolog.formats.streaming;

import org.jspecify.annotations.NullMarked;
