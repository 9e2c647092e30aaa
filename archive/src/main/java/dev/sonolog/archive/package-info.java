/**
 * Segments on disk and the catalogue of them: what was recorded, what is missing and why, and how
 * to find it again after a crash. A leaf store: it knows files, not sources.
 *
 * <p>Reading order: {@link dev.sonolog.archive.Archive}, {@link dev.sonolog.archive.SegmentFile},
 * {@link dev.sonolog.archive.Volume}, {@link dev.sonolog.archive.CatalogueEntry}, {@link
 * dev.sonolog.archive.Catalogue}, {@link dev.sonolog.archive.Recovery}.
 */
@NullMarked
package dev.sonolog.archive;

import org.jspecify.annotations.NullMarked;
