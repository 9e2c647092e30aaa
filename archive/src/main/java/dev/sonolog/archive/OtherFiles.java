package dev.sonolog.archive;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.InspectedSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said of a file that no recorder of ours wrote: of which source it is, when it
 * began, and how long it is. Each is a run of its own. Reads files: platform threads only.
 */
final class OtherFiles {
  /** A folder whose names tell when a recording began. */
  private record Named(SourceFolder folder, Optional<NameClock> clock) {}

  private record Start(Instant at, StartOrigin from) {}

  private final ArchiveSettings settings;
  private final SegmentReading reading;
  private final ImportNotes imports;
  private final List<Named> folders = new ArrayList<>();

  OtherFiles(ArchiveSettings settings, SegmentReading reading) {
    this.settings = settings;
    this.reading = reading;
    this.imports = new ImportNotes(settings);
    settings.sources().stream()
        .sorted(Comparator.comparingInt(it -> -it.directory().getNameCount()))
        .forEach(it -> folders.add(new Named(it, NameClock.of(it.names()))));
  }

  /** The identity of the run that a file of that name is, if it is the first of that name. */
  static String run(Path directory, Path file) {
    try {
      byte[] name = directory.relativize(file).toString().getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name);
      return "file-" + HexFormat.of().formatHex(digest, 0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The facts of a file, as far as its beginning tells; its length is estimated unless the
   * beginning is all of it.
   */
  CatalogueEntry.OtherFound glance(SeenFile seen, String run, SegmentReading.Glimpse glimpse) {
    Glance glance = Glance.of(seen, glimpse);
    return facts(seen, run, glance.format(), glance.samples(), glance.estimated());
  }

  /**
   * The facts of a file that is read to its end.
   *
   * @throws MalformedSegmentException if it is no audio that we know
   */
  CatalogueEntry.OtherFound read(SeenFile seen, String run) throws IOException {
    InspectedSegment content = reading.inspect(seen.file());
    return facts(seen, run, content.format(), content.samples(), false);
  }

  private CatalogueEntry.OtherFound facts(
      SeenFile seen, String run, AudioFormat format, long samples, boolean estimated) {
    return imports
        .of(seen)
        .map(said -> facts(seen, run, format, samples, estimated, said))
        .orElseGet(() -> guessed(seen, run, format, samples, estimated));
  }

  private CatalogueEntry.OtherFound guessed(
      SeenFile seen, String run, AudioFormat format, long samples, boolean estimated) {
    Path directory = directory(seen.file());
    String name = directory.relativize(seen.file()).toString();
    Optional<Named> owner = owner(seen.file());
    ZoneId zone = owner.map(it -> it.folder().zone()).orElseGet(ZoneId::systemDefault);
    Start start =
        owner
            .flatMap(it -> byPattern(it, seen.file()))
            .or(() -> NameClock.usual().read(name, zone))
            .map(at -> new Start(at, StartOrigin.NAME))
            .orElseGet(() -> new Start(startByEnd(seen, format, samples), StartOrigin.MODIFIED));
    String source =
        owner.map(it -> it.folder().source()).orElseGet(() -> folderName(directory, seen.file()));
    return facts(
        seen, run, format, samples, estimated, new ImportNotes.Said(source, start.at, start.from));
  }

  private static CatalogueEntry.OtherFound facts(
      SeenFile seen,
      String run,
      AudioFormat format,
      long samples,
      boolean estimated,
      ImportNotes.Said said) {
    return new CatalogueEntry.OtherFound(
        run,
        said.source(),
        format,
        seen.file(),
        said.start(),
        said.from(),
        samples,
        estimated,
        seen.bytes(),
        seen.modified());
  }

  /** When a file began of which nothing tells: a recorder touches its file last at its end. */
  static Instant startByEnd(SeenFile seen, AudioFormat format, long samples) {
    return seen.modified().minus(format.rate().duration(samples));
  }

  /** The source whose pattern made the name; else the only one that records there. */
  private Optional<Named> owner(Path file) {
    List<Named> around =
        folders.stream().filter(it -> file.startsWith(it.folder().directory())).toList();
    Optional<Named> byName =
        around.stream().filter(it -> byPattern(it, file).isPresent()).findFirst();
    return byName.or(() -> around.size() == 1 ? Optional.of(around.getFirst()) : Optional.empty());
  }

  private static Optional<Instant> byPattern(Named named, Path file) {
    Path directory = named.folder().directory();
    return file.startsWith(directory)
        ? named
            .clock()
            .flatMap(
                clock -> clock.read(directory.relativize(file).toString(), named.folder().zone()))
        : Optional.empty();
  }

  private static String folderName(Path directory, Path file) {
    Path relative = directory.relativize(file);
    Path name = relative.getNameCount() > 1 ? relative.getName(0) : directory.getFileName();
    return name == null ? "files" : name.toString();
  }

  private Path directory(Path file) {
    return settings.outermost().stream().filter(file::startsWith).findFirst().orElseThrow();
  }

  /** The output directory that holds a file, and the run that the file is. */
  String run(Path file) {
    return run(directory(file), file);
  }
}
