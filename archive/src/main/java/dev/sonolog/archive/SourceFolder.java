package dev.sonolog.archive;

import java.nio.file.Path;
import java.time.ZoneId;

/**
 * Where a source records, and how it names its files: what tells whose a file is that does not say.
 *
 * @param source the name of the source
 * @param directory below which its names are made, absolute
 * @param names how they are made
 * @param zone in which they are made
 */
public record SourceFolder(String source, Path directory, FileNamePattern names, ZoneId zone) {}
