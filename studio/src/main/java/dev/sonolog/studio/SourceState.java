package dev.sonolog.studio;

import java.util.Optional;

/**
 * A source as all pages show it. Two that are equal look the same, except that time passes.
 *
 * @param wanted somebody asks whoever is in control
 * @param take that goes on, or ends just now; else the last one that is over
 */
public record SourceState(
    StudioRecorder.Source source,
    Optional<Lease> lease,
    Optional<Lease.Wanted> wanted,
    Optional<Take> take) {}
