package dev.sonolog.app;

import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Catalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the archive that a command is about: the one of the configuration, where there is one; else
 * the one whose folder holds the path that was given, recognised by its catalogue.
 */
final class ArchiveLocator {
  private ArchiveLocator() {}

  /**
   * The archive's settings.
   *
   * @param path a file or folder in it; the working directory's {@code recordings} when absent
   * @throws CommandFailure if there is none
   */
  static ArchiveSettings locate(RecorderOption recorder, Optional<Path> path)
      throws CommandFailure, ConfigurationException {
    Optional<Path> state = recorder.givenState();
    if (state.isPresent()) {
      return Archives.settings(state.get().resolveSibling(""), state.get());
    }
    Optional<ArchiveSettings> found = path.flatMap(ArchiveLocator::around);
    if (found.isPresent()) {
      return found.get();
    }
    var configuration = recorder.configurationIfAny();
    if (configuration.isPresent()) {
      return Archives.settings(configuration.get());
    }
    return around(Path.of("recordings").toAbsolutePath())
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "There is no archive here: no catalogue around "
                        + path.map(Path::toString).orElse("recordings")
                        + ", and no configuration; name one with --config"));
  }

  private static Optional<ArchiveSettings> around(Path path) {
    for (Path folder = path.toAbsolutePath().normalize();
        folder != null;
        folder = folder.getParent()) {
      Path state = ArchiveSettings.defaultStateDirectory(folder);
      if (Files.exists(state.resolve(Catalogue.FILE))) {
        return Optional.of(Archives.settings(folder, state));
      }
    }
    return Optional.empty();
  }
}
