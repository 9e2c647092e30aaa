package dev.sonolog.app.config;

import dev.sonolog.app.config.Key.Kind;
import dev.sonolog.archive.FileNamePattern;
import dev.sonolog.formats.Codec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Into which folder each source records. Sources that share an output directory, and have no
 * pattern for their names, get folders of their own in it; all others record right there.
 */
final class Folders {
  /** What makes the names of two sources alike; what streams end in is not known yet. */
  private record Naming(Path directory, FileNamePattern pattern, Optional<Codec> codec) {}

  private final List<Draft> drafts;
  private final Path workingDirectory;
  private final Map<Path, Long> sources;

  Folders(List<Draft> drafts, Path workingDirectory) {
    this.drafts = drafts;
    this.workingDirectory = workingDirectory;
    this.sources =
        drafts.stream()
            .collect(
                Collectors.groupingBy(
                    draft -> outputDirectory(draft.settings()),
                    Collectors.summingLong(draft -> draft.names().size())));
  }

  /** The folder below which the names of a source of a section are made. */
  Path of(SectionSettings settings, String source) {
    Path directory = outputDirectory(settings);
    boolean shared = sources.getOrDefault(directory, 0L) > 1;
    boolean nameable = SourceName.fault(source).isEmpty();
    return shared && nameable && !settings.sets(Keys.FILENAME_PATTERN)
        ? directory.resolve(source)
        : directory;
  }

  /** Warns of sources that record into one folder by one pattern, which does not name them. */
  void warnOfEqualNames(Problems problems) {
    Map<Naming, SectionSettings> seen = new HashMap<>();
    drafts.stream()
        .filter(draft -> draft.settings().sets(Keys.FILENAME_PATTERN))
        .filter(draft -> !draft.settings().get(Keys.FILENAME_PATTERN).namesSource())
        .forEach(draft -> draft.names().forEach(_ -> warnOfTwin(draft, seen, problems)));
  }

  private void warnOfTwin(Draft draft, Map<Naming, SectionSettings> seen, Problems problems) {
    SectionSettings settings = draft.settings();
    Naming naming =
        new Naming(
            outputDirectory(settings),
            settings.get(Keys.FILENAME_PATTERN),
            draft.kind() == Kind.STREAM
                ? Optional.empty()
                : Optional.of(settings.get(Keys.FILE_FORMAT)));
    SectionSettings twin = seen.putIfAbsent(naming, settings);
    if (twin != null) {
      problems.warning(
          settings.line(),
          Keys.FILENAME_PATTERN.name(),
          (twin.equals(settings)
                  ? "the channels of [" + settings.name() + "]"
                  : "[" + settings.name() + "] and [" + twin.name() + "]")
              + " are recorded into one folder under the same names, which then end in -2; put"
              + " %{source} into the pattern");
    }
  }

  private Path outputDirectory(SectionSettings settings) {
    return workingDirectory.resolve(settings.get(Keys.OUTPUT_DIRECTORY)).normalize();
  }
}
