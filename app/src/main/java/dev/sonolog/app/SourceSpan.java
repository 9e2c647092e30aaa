package dev.sonolog.app;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.excerpt.Excerpts;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A source in an archive that is read, with or without a recorder that writes it.
 *
 * @param archive where it lies
 * @param excerpts of it
 * @param zone what local times mean: the source's configured zone, else the system's
 */
record SourceSpan(ArchiveSettings archive, Excerpts excerpts, ZoneId zone) {
  /**
   * @throws CommandFailure if there is no archive, or nothing was ever recorded of the source
   */
  static SourceSpan of(RecorderOption recorder, String source)
      throws CommandFailure, ConfigurationException, IOException {
    ArchiveSettings archive = ArchiveLocator.locate(recorder, Optional.empty());
    Excerpts excerpts = new Excerpts(archive);
    if (!excerpts.knows(source)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "Nothing was ever recorded of a source \""
              + source
              + "\"; there is: "
              + String.join(", ", excerpts.sources()));
    }
    return new SourceSpan(archive, excerpts, zone(recorder.configurationIfAny(), source));
  }

  private static ZoneId zone(Optional<Configuration> configuration, String source) {
    return configuration.stream()
        .flatMap(it -> it.sources().stream())
        .filter(it -> it.name().equals(source))
        .map(it -> it.files().zone())
        .findFirst()
        .orElse(ZoneId.systemDefault());
  }
}
