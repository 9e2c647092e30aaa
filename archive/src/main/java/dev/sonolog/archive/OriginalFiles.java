package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which files people mean who name files and folders to import. A file that is named is meant
 * whatever it is called; in a folder those are that are called like recordings, but nothing that is
 * hidden, such as the trash of a stick, and nothing that lies in the archive. Reads folders:
 * platform threads only.
 *
 * @param found each once, those of a folder in the order of their names
 * @param refused what was named, and cannot be imported
 */
record OriginalFiles(List<SeenFile> found, List<ImportedFile.Refused> refused) {

  /**
   * Looks for the files.
   *
   * @param named files and folders
   * @param archive its directories
   */
  static OriginalFiles of(Collection<Path> named, Collection<Path> archive) {
    Search search = new Search(real(archive));
    named.forEach(search::look);
    return new OriginalFiles(List.copyOf(search.found), List.copyOf(search.refused));
  }

  private static List<Path> real(Collection<Path> directories) {
    List<Path> real = new ArrayList<>(directories);
    for (Path directory : directories) {
      try {
        real.add(directory.toRealPath());
      } catch (IOException _) {
        // nothing lies in it
      }
    }
    return real;
  }

  private static final class Search {
    private final List<Path> archive;
    private final Set<Path> known = new HashSet<>();
    private final List<SeenFile> found = new ArrayList<>();
    private final List<ImportedFile.Refused> refused = new ArrayList<>();

    Search(List<Path> archive) {
      this.archive = archive;
    }

    void look(Path path) {
      try {
        Path real = path.toRealPath();
        if (isInArchive(real)) {
          refuse(path, "lies in this archive");
        } else if (Files.isDirectory(real)) {
          lookInto(real);
        } else {
          file(path, real);
        }
      } catch (IOException e) {
        refuse(path, Files.exists(path) ? Failures.reason(e) : "is not there");
      }
    }

    private void file(Path path, Path real) {
      Optional<SeenFile> seen = SeenFile.at(real);
      if (FinalName.isPart(real)) {
        refuse(path, "is not finished; its recorder gives it its name when it is started again");
      } else if (seen.isEmpty()) {
        refuse(path, "is no file");
      } else {
        add(seen.get());
      }
    }

    private void lookInto(Path folder) throws IOException {
      List<SeenFile> inside = new ArrayList<>();
      SegmentScan.seen(folder, inside::add);
      inside.sort(Comparator.comparing(SeenFile::file));
      for (SeenFile seen : inside) {
        if (!isInArchive(seen.file()) && !isHidden(folder.relativize(seen.file()))) {
          add(seen);
        }
      }
    }

    private void add(SeenFile seen) {
      if (known.add(seen.file())) {
        found.add(seen);
      }
    }

    private void refuse(Path path, String why) {
      refused.add(new ImportedFile.Refused(path, why));
    }

    private boolean isInArchive(Path path) {
      return archive.stream().anyMatch(path::startsWith);
    }

    private static boolean isHidden(Path relative) {
      for (Path part : relative) {
        if (part.toString().startsWith(".")) {
          return true;
        }
      }
      return false;
    }
  }
}
