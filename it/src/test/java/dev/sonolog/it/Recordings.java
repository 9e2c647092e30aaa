package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.Verification;
import dev.sonolog.archive.VerifiedFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** An output directory of the product, looked at from outside. */
record Recordings(Path directory) {
  Path state() {
    return directory.resolve(".sonolog");
  }

  Path catalogueFile() {
    return state().resolve(Catalogue.FILE);
  }

  CatalogueView catalogue() throws IOException {
    return Catalogue.openReadOnly(catalogueFile());
  }

  /** Finished files, in the order of their names. */
  List<Path> sealed() throws IOException {
    return ending(".mp3");
  }

  /** Files that are being written, or were when their writer died. */
  List<Path> parts() throws IOException {
    return ending(".part");
  }

  /** All files, the recorder's own too. */
  List<Path> all() throws IOException {
    return ending("");
  }

  /** What the catalogue knows of a source, from its first recording on. */
  List<StoredSegment> segments(String source) throws IOException {
    return catalogue().segments(source, Instant.EPOCH, Instant.MAX);
  }

  /** What is not as it was recorded, without a process of its own. */
  List<VerifiedFile> verify() throws IOException {
    List<VerifiedFile> found = new ArrayList<>();
    new Verification(settings()).run(found::add, _ -> {});
    found.removeIf(
        file ->
            file instanceof VerifiedFile.Intact
                || file instanceof VerifiedFile.Recording
                || file instanceof VerifiedFile.RemovedOutside);
    return found;
  }

  private ArchiveSettings settings() {
    return new ArchiveSettings(Set.of(directory), state(), Containers.ALL, Duration.ZERO);
  }

  /** A player that gives up at the first error plays it to its end. */
  static void assertPlays(Path file) {
    List<String> command = List.of("ffmpeg", "-v", "error", "-xerror", "-nostdin", "-i");
    Tool.Result played =
        Tool.run(
            Stream.concat(command.stream(), Stream.of(file.toString(), "-f", "null", "-"))
                .toList());
    assertThat(played.output()).as(file.toString()).isEmpty();
    assertThat(played.status()).as(file.toString()).isZero();
  }

  private List<Path> ending(String end) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      Files.walkFileTree(directory, new Ending(end, found));
    }
    return found.stream().sorted().toList();
  }

  /** The recorder renames files while they are being listed, and nothing is wrong with that. */
  private static final class Ending extends SimpleFileVisitor<Path> {
    private final String end;
    private final List<Path> found;

    Ending(String end, List<Path> found) {
      this.end = end;
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.toString().endsWith(end)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }
}
