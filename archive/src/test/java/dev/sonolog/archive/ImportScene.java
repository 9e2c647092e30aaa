package dev.sonolog.archive;

import dev.sonolog.formats.SegmentTags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An archive of two sources that record into one folder, by names that do not tell which, and files
 * from elsewhere for it.
 *
 * @param root the archive's directory
 * @param stick where the files lie
 */
record ImportScene(Path root, Path stick) {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  static final Instant TEN = Instant.parse("2024-05-23T08:00:00Z"); // in Berlin
  static final Instant MODIFIED = Instant.parse("2024-05-24T00:00:00Z");

  ArchiveSettings settings() {
    return new ArchiveSettings(
        Set.of(root),
        ArchiveSettings.defaultStateDirectory(root),
        List.of(new TinyContainer()),
        List.of(folder("news"), folder("jazz")),
        Duration.ZERO);
  }

  private SourceFolder folder(String source) {
    return new SourceFolder(source, root, new FileNamePattern("%Y/%m/%Y%m%d_%H%M%S"), BERLIN);
  }

  /** Into jazz, which is not the first that suits. */
  ImportOrder order() {
    return order(RetentionRule.NONE, ImportOrder.Originals.KEEP);
  }

  ImportOrder moving() {
    return order(RetentionRule.NONE, ImportOrder.Originals.REMOVE);
  }

  ImportOrder order(RetentionRule rule, ImportOrder.Originals originals) {
    return new ImportOrder(
        folder("jazz"),
        Scene.MODE,
        rule,
        Optional.empty(),
        Optional.empty(),
        originals,
        "somebody");
  }

  ImportOrder order(Optional<Instant> start, Optional<FileNamePattern> names) {
    ImportOrder usual = order();
    return new ImportOrder(
        usual.target(), usual.mode(), usual.rule(), start, names, usual.originals(), usual.by());
  }

  /** Imports, and says what became of each file. */
  List<ImportedFile> run(ImportOrder order, Path... named) throws IOException {
    Importer importer = new Importer(settings(), order);
    List<ImportedFile> done = new ArrayList<>();
    importer.run(importer.plan(List.of(named), _ -> {}), done::add, _ -> {});
    return done;
  }

  /** A file of another program, so many packets of 10 ms long, unlike those of other numbers. */
  Path put(String name, int packets, int number) throws IOException {
    return put(name, content(Optional.empty(), packets, number));
  }

  /** A file of a recorder of ours. */
  Path put(String name, SegmentTags tags, int packets) throws IOException {
    return put(name, content(Optional.of(tags), packets, 0));
  }

  Path put(String name, byte[] content) throws IOException {
    Path file = stick.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, content);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
    return file;
  }

  static byte[] content(Optional<SegmentTags> tags, int packets, int number) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Optional<Long> samples =
        tags.map(_ -> (long) packets * TinyContainer.PACKET_SAMPLES); // ours are sealed
    out.writeBytes(TinyContainer.head(tags, samples));
    for (int i = 0; i < packets; i++) {
      out.writeBytes(TinyContainer.packet(1_000_000L * number + i));
    }
    return out.toByteArray();
  }

  /** The finished and unfinished files of the archive, without its own. */
  List<Path> visible() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !root.relativize(file).startsWith(SegmentScan.STATE))
          .sorted()
          .toList();
    }
  }

  /** What lies where files from elsewhere become whole. */
  List<Path> staged() throws IOException {
    Path folder = staging();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  Path staging() {
    return root.resolve(SegmentScan.STATE).resolve(ImportStaging.FOLDER);
  }
}
