package dev.sonolog.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a person wants of the recorder as a whole. Paths are absolute and normalised.
 *
 * @param outputDirectory below which sources record that name no folder of their own
 * @param stateDirectory where the catalogue and other state lies
 * @param logLevel how much is logged
 * @param logFile where it is logged besides standard output
 * @param syncInterval how often, at least, recorded data is forced to the disk
 */
public record GeneralSettings(
    Path outputDirectory,
    Path stateDirectory,
    LogLevel logLevel,
    Optional<Path> logFile,
    Duration syncInterval) {}
