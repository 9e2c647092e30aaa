package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Brings files from elsewhere into an archive. Each becomes whole in a place that nobody looks at
 * ({@link ImportStaging}), is compared with its original, gets a line of the {@link AuditLog} that
 * says whose it is and when it began, and then its name, all at once and never somebody else's. So
 * a process that is killed leaves a whole recording or none.
 *
 * <p>Needs no right to write the archive's catalogue: a recorder that runs notices the files, and
 * where none runs {@link Archive#takeNote} tells of them. Blocks in the file system: the caller's
 * own platform thread. What fails with one file is that file's refusal.
 */
public final class Importer {
  private final ArchiveSettings settings;
  private final ImportOrder order;
  private final OriginalReading reading;
  private final ImportMatch match;
  private final ImportNaming naming;
  private final ImportRoom room;

  /**
   * Prepares an import; changes nothing.
   *
   * @throws IllegalArgumentException if the source's directory is none of the archive's
   * @throws IOException if the catalogue cannot be opened
   */
  public Importer(ArchiveSettings settings, ImportOrder order) throws IOException {
    if (settings.directories().stream().noneMatch(order.target().directory()::startsWith)) {
      throw new IllegalArgumentException(order.target() + " does not lie in " + settings);
    }
    Optional<CatalogueView> view = view(settings);
    this.settings = settings;
    this.order = order;
    this.reading = new OriginalReading(new SegmentReading(settings.containers()), order);
    this.match = new ImportMatch(view, order.target().source());
    this.naming = new ImportNaming(settings, order);
    this.room = new ImportRoom(order, view);
  }

  private static Optional<CatalogueView> view(ArchiveSettings settings) throws IOException {
    Path catalogue = settings.catalogueFile();
    return Files.exists(catalogue)
        ? Optional.of(Catalogue.openReadOnly(catalogue))
        : Optional.empty();
  }

  /** How much may come in. */
  public ImportRoom room() {
    return room;
  }

  // --- what is to be done

  /**
   * Looks at files, and changes nothing.
   *
   * @param named files and folders
   * @param progress told before each file, in files
   */
  public ImportPlan plan(Collection<Path> named, Consumer<Progress> progress) {
    OriginalFiles originals = OriginalFiles.of(named, settings.directories());
    List<ImportPlan.Item> items = new ArrayList<>();
    List<ImportedFile.Refused> refused = new ArrayList<>(originals.refused());
    for (int i = 0; i < originals.found().size(); i++) {
      SeenFile seen = originals.found().get(i);
      progress.accept(new Progress(seen.file(), i, originals.found().size()));
      try {
        items.add(item(seen));
      } catch (IOException e) {
        refused.add(refusal(seen.file(), e));
      }
    }
    return new ImportPlan(items, refused);
  }

  private ImportPlan.Item item(SeenFile seen) throws IOException {
    Original original = reading.read(seen);
    Path wanted = naming.wanted(original);
    Optional<Path> present = match.find(original, wanted);
    if (present.isEmpty()) {
      checkKept(original);
    }
    return new ImportPlan.Item(original, wanted, present, room.of(original));
  }

  /** What is older than the rule says would be deleted by the recorder's next round. */
  private void checkKept(Original original) throws IOException {
    Optional<Duration> age = order.rule().age();
    if (age.isPresent() && original.end().isBefore(Instant.now().minus(age.get()))) {
      throw new IOException(
          "ended at "
              + original.end()
              + ", longer ago than the recordings of "
              + order.target().source()
              + " are kept (keep_days): it would be deleted at once");
    }
  }

  // --- doing it

  /**
   * Does what was planned.
   *
   * @param told of each file what became of it
   * @param progress told of the copying, in bytes
   * @throws IOException if another import runs, or the archive takes nothing
   */
  public void run(ImportPlan plan, Consumer<ImportedFile> told, Consumer<Progress> progress)
      throws IOException {
    plan.refused().forEach(told);
    Path directory = order.target().directory();
    try (ImportStaging staging = ImportStaging.open(directory, settings.stateDirectory())) {
      long done = 0;
      for (ImportPlan.Item item : plan.items()) {
        Path file = item.original().file();
        Meter meter = new Meter(file, done, plan.bytes(), progress);
        run(item, staging, told, meter);
        done += item.present().isPresent() ? 0 : item.original().bytes();
      }
    }
  }

  /** How far the copying is. */
  private static final class Meter implements LongConsumer {
    private final Path file;
    private final long all;
    private final Consumer<Progress> progress;
    private long done;

    Meter(Path file, long done, long all, Consumer<Progress> progress) {
      this.file = file;
      this.done = done;
      this.all = all;
      this.progress = progress;
    }

    @Override
    public void accept(long bytes) {
      done += bytes;
      progress.accept(new Progress(file, done, all));
    }
  }

  private void run(
      ImportPlan.Item item, ImportStaging staging, Consumer<ImportedFile> told, Meter meter) {
    Original original = item.original();
    try {
      Optional<Path> present = present(item);
      if (present.isPresent()) {
        told.accept(new ImportedFile.Present(original.file(), present.get()));
        removePresent(original, present.get(), told);
      } else {
        Path file = store(item, staging, meter);
        match.store(original, file);
        told.accept(new ImportedFile.Stored(original, file));
        remove(original, told);
      }
    } catch (IOException e) {
      told.accept(refusal(original.file(), e));
    }
  }

  /** What is to be deleted must be there now, and not when it was planned. */
  private Optional<Path> present(ImportPlan.Item item) throws IOException {
    boolean known = order.originals() == ImportOrder.Originals.KEEP && item.present().isPresent();
    return known ? item.present() : match.find(item.original(), item.wanted());
  }

  private Path store(ImportPlan.Item item, ImportStaging staging, Meter meter) throws IOException {
    if (item.room() > room.free()) {
      throw new IOException("finds no room any more in " + order.target().directory());
    }
    SeenFile seen = item.original().seen();
    ImportStaging.Staged staged =
        item.room() == 0
            ? staging.link(seen, order.mode(), meter)
            : staging.copy(seen, order.mode(), meter);
    try {
      return naming.give(item.wanted(), staged, item.original());
    } catch (IOException e) {
      staging.discard(staged);
      throw e;
    }
  }

  // --- the originals

  /** A folder may be seen in two places, and then it is the recording itself that lies there. */
  private void removePresent(Original original, Path file, Consumer<ImportedFile> told)
      throws IOException {
    if (order.originals() == ImportOrder.Originals.KEEP) {
      return;
    }
    if (Files.isSameFile(original.file(), file)) {
      told.accept(
          new ImportedFile.Left(original.file(), "is not deleted: it is the same file as " + file));
      return;
    }
    PartFile.forceFile(file);
    PartFile.forceFolder(file.resolveSibling(""));
    remove(original, told);
  }

  private void remove(Original original, Consumer<ImportedFile> told) {
    if (order.originals() == ImportOrder.Originals.KEEP) {
      return;
    }
    try {
      ImportStaging.checkUnchanged(original.seen());
      Files.delete(original.file());
    } catch (IOException e) {
      told.accept(new ImportedFile.Left(original.file(), "is not deleted: " + Failures.reason(e)));
    }
  }

  private static ImportedFile.Refused refusal(Path file, IOException e) {
    String why = Failures.reason(e);
    String named = file + " ";
    return new ImportedFile.Refused(
        file, why.startsWith(named) ? why.substring(named.length()) : why);
  }
}
