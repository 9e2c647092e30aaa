package dev.sonolog.app;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.recording.SourceSettings;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The output folders as a recorder finds them at its start: made where they were missing, and left
 * out of the archive where that fails, so that one bad folder costs its own sources alone. The
 * folder of {@code [general]} is never left out; without it there is no archive.
 *
 * <p>What lies in another output folder is tried again by its sources, which make it as soon as it
 * can be made. Any other is looked at again at the next start, for the archive must lock it.
 *
 * @param usable the folders of the archive
 * @param unusable the others, and why
 */
record OutputFolders(Set<Path> usable, Map<Path, String> unusable) {
  OutputFolders {
    usable = Set.copyOf(usable);
    unusable = Map.copyOf(unusable);
  }

  /** Makes the folders of a configuration. Blocks in the file system: platform threads only. */
  static OutputFolders make(Configuration configuration) {
    Set<Path> usable = new TreeSet<>();
    Map<Path, String> unusable = new TreeMap<>();
    for (Path folder : configuration.outputDirectories()) {
      try {
        make(folder);
        usable.add(folder);
      } catch (IOException e) {
        unusable.put(folder, reason(e));
      }
    }
    Path general = configuration.general().outputDirectory();
    usable.add(general);
    unusable.remove(general);
    return new OutputFolders(usable, unusable);
  }

  private static void make(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (!Files.isWritable(folder)) {
      throw new FileSystemException(folder.toString(), null, "this recorder may not write into it");
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException file -> file.getFile() + " is a file and no folder";
      case AccessDeniedException file -> "no permission to make " + file.getFile();
      case FileSystemException file when file.getReason() != null -> file.getReason();
      default -> e.toString();
    };
  }

  /** An archive of the usable folders alone. */
  ArchiveSettings of(ArchiveSettings settings) {
    return new ArchiveSettings(
        usable,
        settings.stateDirectory(),
        settings.containers(),
        settings.sources(),
        settings.syncInterval());
  }

  /** Whether files may be written there, now or when it can be made. */
  boolean isHeld(Path folder) {
    return usable.stream().anyMatch(folder::startsWith);
  }

  /** Whether it is known what becomes of the sources that record there. */
  boolean isKnown(Path folder) {
    return isHeld(folder) || unusable.containsKey(folder);
  }

  /** The same sources, where those whose folder is out of reach say so. */
  List<SourceSettings> sources(List<SourceSettings> wanted) {
    return wanted.stream().map(this::withinReach).toList();
  }

  private SourceSettings withinReach(SourceSettings source) {
    Path folder = source.files().directory();
    return isHeld(folder)
        ? source
        : Optional.ofNullable(unusable.get(folder))
            .map(reason -> unavailable(source, reason))
            .orElse(source);
  }

  private static SourceSettings unavailable(SourceSettings source, String reason) {
    return new SourceSettings(
        source.name(),
        new SourceSettings.Unavailable(
            "its folder "
                + source.files().directory()
                + " cannot be used: "
                + reason
                + "; it is tried again when the recorder is started anew"),
        source.files(),
        source.retry(),
        source.rejoin(),
        source.keepTitles());
  }
}
