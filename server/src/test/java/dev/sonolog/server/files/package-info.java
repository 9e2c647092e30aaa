@NullMarked
package dev.sonolog.server.files;

import org.jspecify.annotations.NullMarked;
