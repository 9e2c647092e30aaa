package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a staged file its name in the archive, all at once, and never one that somebody has or that
 * a recorder is about to give; a line of the {@link AuditLog} is on the medium before. Blocks in
 * the file system: platform threads only.
 */
final class ImportNaming {
  private final ImportOrder order;
  private final OtherFiles others;
  private final AuditLog audit;
  private final CataloguePaths paths;

  ImportNaming(ArchiveSettings settings, ImportOrder order) {
    this.order = order;
    this.others = new OtherFiles(settings, new SegmentReading(settings.containers()));
    this.audit = new AuditLog(settings.stateDirectory());
    this.paths = new CataloguePaths(settings.catalogueFile());
  }

  /**
   * The name that a file gets if nobody has it.
   *
   * @throws IOException if the source's pattern makes none that lies in its directory
   */
  Path wanted(Original original) throws IOException {
    SourceFolder target = order.target();
    String name =
        target
            .names()
            .name(
                original.start().atZone(target.zone()),
                target.source(),
                original.tags().flatMap(tags -> tags.station()),
                NameWords.NONE,
                original.codec().extension());
    return SegmentScan.checkedName(target.directory(), name);
  }

  /**
   * Names a file, and brings its name to the medium.
   *
   * @return the name
   * @throws IOException if it got none; it is where it was
   */
  Path give(Path wanted, ImportStaging.Staged staged, Original original) throws IOException {
    Path folder = wanted.resolveSibling("");
    Set<Path> changed = PartFile.createFolders(folder);
    checkNear(staged.file(), folder);
    for (int number = 1; number <= FinalName.MOST; number++) {
      Path file = FinalName.candidate(wanted, number);
      if (FinalName.isFree(file) && isGiven(file, staged, original)) {
        changed.forEach(PartFile::forceFolder);
        return file;
      }
    }
    throw FinalName.tooMany(wanted);
  }

  /** A name is given in one step only within one file system. */
  private static void checkNear(Path staged, Path folder) throws IOException {
    if (!Files.getFileStore(staged).equals(Files.getFileStore(folder))) {
      throw new IOException(
          "is not imported: " + folder + " is on another disk than its output directory");
    }
  }

  private boolean isGiven(Path file, ImportStaging.Staged staged, Original original)
      throws IOException {
    audit.append(List.of(line(file, staged, original)));
    try {
      FinalName.moveTo(file, staged.file());
      return true;
    } catch (FileAlreadyExistsException _) {
      return false; // somebody was faster
    }
  }

  private AuditEntry line(Path file, ImportStaging.Staged staged, Original original)
      throws IOException {
    SeenFile now = SeenFile.at(staged.file()).orElseThrow(() -> new IOException("was taken away"));
    SegmentKey key = original.key().orElseGet(() -> new SegmentKey(others.run(file), 0));
    return new AuditEntry(
        Instant.now(),
        AuditEntry.Action.IMPORT,
        order.by(),
        "imported",
        "",
        order.target().source(),
        key.run(),
        key.number(),
        paths.text(file),
        now.bytes(),
        original.start(),
        original.end(),
        Optional.of(
            new AuditEntry.Imported(
                original.file().toString(),
                original.startFrom(),
                now.modified(),
                staged.sha256())));
  }
}
