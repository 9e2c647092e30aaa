package dev.sonolog.app.config;

import dev.sonolog.libretime.LibretimeAccess;
import dev.sonolog.libretime.PlanRules;
import java.util.Optional;

/**
 * What a person wants of a LibreTime.
 *
 * @param access where it is, and who asks it
 * @param rules which of its shows are recorded
 * @param source that they are recorded of; none for the first that waits for somebody, or else the
 *     first
 * @param deliver whether these are put into its library
 * @param maxUpload the largest file that it takes, in bytes
 */
public record LibretimeSettings(
    LibretimeAccess access,
    PlanRules rules,
    Optional<String> source,
    boolean deliver,
    long maxUpload) {}
