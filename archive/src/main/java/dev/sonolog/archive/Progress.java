package dev.sonolog.archive;

import java.nio.file.Path;

/**
 * How far a long task is.
 *
 * @param file what it looks at
 * @param done how many files, or bytes where the task says so, it has looked at
 * @param all how many there are
 */
public record Progress(Path file, long done, long all) {}
