package dev.sonolog.archive;

import java.nio.file.Path;

/**
 * A file that bears its final name and lies on the medium.
 *
 * @param file its name; differs from the wanted one when that was taken
 * @param bytes its length
 * @param digest of its bytes as they were written
 */
public record SealedFile(Path file, long bytes, SealedSegment.Digest digest) {}
