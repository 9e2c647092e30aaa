package dev.sonolog.app;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.config.PcmSettings;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.SourceFolder;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.adts.AdtsContainer;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.flac.FlacEncoding;
import dev.sonolog.formats.mpeg.MpegContainer;
import dev.sonolog.formats.ogg.OggContainer;
import dev.sonolog.formats.wav.WavContainer;
import dev.sonolog.recording.FileSettings;
import dev.sonolog.recording.SourceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How this program's archives are made up. */
final class Archives {
  /** Every container that can be recorded, in the order in which a stream is tried. */
  static final List<Container> CONTAINERS =
      List.of(
          new MpegContainer(),
          new AdtsContainer(),
          new OggContainer(),
          new FlacContainer(),
          new WavContainer());

  private static final Container WAV = new WavContainer();

  private Archives() {}

  /** What samples are written into. */
  static Container container(PcmSettings pcm) {
    return pcm.codec() == Codec.FLAC ? new FlacContainer(new FlacEncoding(pcm.flacLevel())) : WAV;
  }

  static ArchiveSettings settings(Configuration configuration) {
    return new ArchiveSettings(
        configuration.outputDirectories(),
        configuration.general().stateDirectory(),
        CONTAINERS,
        configuration.sources().stream().map(Archives::folder).toList(),
        configuration.general().syncInterval());
  }

  private static SourceFolder folder(SourceSettings source) {
    FileSettings files = source.files();
    return new SourceFolder(source.name(), files.directory(), files.pattern(), files.zone());
  }

  /** An archive that is known by its folder alone. */
  static ArchiveSettings settings(Path directory, Path stateDirectory) {
    return new ArchiveSettings(Set.of(directory), stateDirectory, CONTAINERS, Duration.ZERO);
  }

  /** The folders that hold all recordings; a source's own folder often lies in a common one. */
  static Set<Path> outermost(ArchiveSettings archive) {
    Set<Path> directories = archive.directories();
    return directories.stream()
        .filter(
            directory ->
                directories.stream()
                    .noneMatch(other -> !other.equals(directory) && directory.startsWith(other)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
