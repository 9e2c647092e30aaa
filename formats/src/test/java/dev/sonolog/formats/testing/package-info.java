/** What the tests of all containers share: inputs, outputs, signals and judges. */
@NullMarked
package dev.sonolog.formats.testing;

import org.jspecify.annotations.NullMarked;
