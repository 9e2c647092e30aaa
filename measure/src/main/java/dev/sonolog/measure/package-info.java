/**
 * What audio measures: levels, loudness, and what stands out of them. Pure arithmetic on samples:
 * no files, no threads, no clocks.
 */
@NullMarked
package dev.sonolog.measure;

import org.jspecify.annotations.NullMarked;
