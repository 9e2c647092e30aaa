package dev.sonolog.app;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.Excerpts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
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

  /**
   * What was recorded in a span, and what is being recorded.
   *
   * @throws CommandFailure if that is nothing
   */
  List<StoredSegment> recordings(String source, SpanOption.Span span, TimeText times)
      throws CommandFailure, IOException {
    CatalogueView view = Catalogue.openReadOnly(archive.catalogueFile());
    List<StoredSegment> recordings =
        view.segments(source, span.from(), span.to()).stream()
            .filter(it -> it.state() == SegmentState.SEALED || it.state() == SegmentState.RECORDING)
            .toList();
    if (recordings.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "Nothing of %s is there from %s to %s"
              .formatted(source, times.shown(span.from()), times.shown(span.to())));
    }
    return recordings;
  }

  /**
   * A file that a command writes.
   *
   * @throws CommandFailure if it is there, or would lie among the recordings
   */
  Path fresh(Path file) throws CommandFailure {
    if (Files.exists(file)) {
      throw new CommandFailure(ExitCode.USAGE, file + " is there already; nothing is overwritten");
    }
    return outside(file);
  }

  /**
   * A file that is none of the archive's.
   *
   * @throws CommandFailure if it lies among the recordings
   */
  Path outside(Path file) throws CommandFailure {
    Path absolute = file.toAbsolutePath().normalize();
    if (archive.directories().stream().anyMatch(absolute::startsWith)) {
      throw new CommandFailure(
          ExitCode.USAGE, absolute + " lies among the recordings; name a file elsewhere");
    }
    return absolute;
  }
}
