/**
 * Sound cards of Linux, through libasound: which there are, and what they hear. Nothing of the
 * library is needed to build or to start; where it is missing, that is said.
 */
@NullMarked
package dev.sonolog.alsa;

import org.jspecify.annotations.NullMarked;
