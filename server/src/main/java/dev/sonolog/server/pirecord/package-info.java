/**
 * Pi_Record's interface over HTTP, at its old addresses, in front of our own studio. Read {@code
 * PiRecordApi}, then {@code PiRecordControl} and {@code PiRecordEvents}.
 */
@NullMarked
package dev.sonolog.server.pirecord;

import org.jspecify.annotations.NullMarked;
