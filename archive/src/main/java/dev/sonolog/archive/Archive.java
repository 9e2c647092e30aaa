package dev.sonolog.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What was recorded, on disk: the output directories, which all together are one archive, and the
 * catalogue of them. The one writer of both; a second one, in this process or another, is refused.
 *
 * <p>Opened on a platform thread, then {@link #recover recovered}, then recorded into: {@link
 * #create} and {@link Catalogue#tell} may be called from virtual threads, for they only wait for
 * the archive's own threads. A reader needs no archive but a {@link CatalogueView}.
 */
public final class Archive {
  private static final System.Logger LOGGER = System.getLogger(Archive.class.getName());

  /** Of the time to close, what the catalogue gets though a volume hangs. */
  private static final Duration FOR_CATALOGUE = Duration.ofSeconds(2);

  private final ArchiveSettings settings;
  private final ArchiveLocks locks;
  private final Volumes volumes;
  private final SegmentFiles files;
  private final ArchiveKeeper keeper;
  private final Trash trash;
  private final Retention retention;

  private Archive(
      ArchiveSettings settings, ArchiveLocks locks, Volumes volumes, ArchiveKeeper keeper) {
    this.settings = settings;
    this.locks = locks;
    this.volumes = volumes;
    this.files =
        new SegmentFiles(volumes, settings.syncInterval(), System::nanoTime, keeper.repairs()::add);
    this.keeper = keeper;
    this.trash = new Trash(settings, volumes, keeper.catalogue(), files::isOpen);
    this.retention = new Retention(keeper.catalogue(), trash, retentionReading());
    keeper.alsoRun(retention::round);
  }

  private RetentionReading retentionReading() {
    return new RetentionReading(
        view(),
        new Review(settings.stateDirectory()),
        new Stores(settings.directories()),
        (directory, operation) -> {
          Volume volume = volumes.volume(directory).orElseThrow();
          return volume.await(volume.askBeside(operation));
        });
  }

  /**
   * Opens the archive for writing; makes what is not there. Blocks: platform threads only.
   *
   * @param program what this program calls itself, for those whom the lock refuses
   * @throws ArchiveLockedException if another recorder writes into one of its directories
   * @throws IOException if a directory cannot be made or the catalogue cannot be opened
   */
  public static Archive open(ArchiveSettings settings, String program) throws IOException {
    for (Path directory : settings.directories()) {
      Files.createDirectories(directory);
    }
    ArchiveLocks locks =
        ArchiveLocks.acquire(settings.lockFolders(), LockHolder.self(program, Instant.now()));
    try {
      Volumes volumes = Volumes.of(settings.directories());
      return new Archive(settings, locks, volumes, ArchiveKeeper.start(settings, locks));
    } catch (IOException | RuntimeException e) {
      locks.release();
      throw e;
    }
  }

  /**
   * Creates the file of a new segment, under a name that nobody has: when the wanted one is taken,
   * {@code -2}, {@code -3} and so on is put before the extension.
   *
   * @param directory one of the output directories
   * @param name the wanted relative name, with {@code /} between folders, which are made
   * @param mode the permissions of the file
   * @throws VolumeStalledException if the storage does not answer
   * @throws IOException if the file cannot be created
   */
  public SegmentFile create(Path directory, String name, Set<PosixFilePermission> mode)
      throws IOException {
    return files.create(directory, name, mode);
  }

  /** The index, to be told what happens. */
  public Catalogue catalogue() {
    return keeper.catalogue();
  }

  /** What the catalogue says, as far as it was stored. */
  public CatalogueView view() {
    return keeper.catalogue().view();
  }

  /** How recordings leave the archive and come back. */
  public Trash trash() {
    return trash;
  }

  /** What is deleted without anybody's doing: nothing, until rules are applied to it. */
  public Retention retention() {
    return retention;
  }

  /**
   * Finishes what the last recorder could not: called once, before anything is recorded. Blocks,
   * and reads the unfinished files whole: platform threads only.
   *
   * @param progress told before each file, in files
   */
  public RecoveredArchive recover(Consumer<Progress> progress) throws IOException {
    return new Recovery(settings, catalogue(), files::isOpen).run(progress);
  }

  /**
   * Where the newest run of a source stopped, to go on with it: its last packets. The files are
   * read on a thread of their volume; storage that does not answer has none.
   *
   * @param directory the output directory that the source is recorded into
   * @param length how much audio is wanted
   * @param since runs that ended before are of no use any more
   */
  public Optional<RunTail> tail(Path directory, String source, Duration length, Instant since) {
    Optional<Volume> volume = volumes.volume(directory);
    if (volume.isEmpty()) {
      return Optional.empty();
    }
    TailReading reading = new TailReading(view(), new SegmentReading(settings.containers()));
    try {
      return volume.get().await(volume.get().askBeside(() -> reading.read(source, length, since)));
    } catch (IOException e) {
      LOGGER.log(
          Level.WARNING, "{0}: its last file cannot be read back: {1}", source, e.toString());
      return Optional.empty();
    }
  }

  /**
   * Repairs one unfinished file that was abandoned, when its storage works again; the archive's own
   * thread tries that every few seconds. Blocks: platform threads only.
   *
   * @param file its final name
   * @return what became of it
   */
  public RecoveredFile repair(Path file) {
    return keeper.repairs().repair(FinalName.part(file));
  }

  /** Tries what was left unfinished; the archive's own thread does it every few seconds. */
  void repairUnfinished() {
    keeper.repairs().run();
  }

  /**
   * Notices from now on what other programs and people do to the files: what they put in, rename
   * and remove is in the catalogue some seconds later. What they did before is found by a
   * comparison, which begins soon.
   */
  public void watch() {
    keeper.watch();
  }

  /**
   * Tells the catalogue of finished files that were put in by somebody else a moment ago, without
   * waiting until the watch does. How long one is may be estimated, as after the watch. Blocks:
   * platform threads only.
   *
   * @param files absolute; those that are gone are left out
   * @throws IOException if one does not lie where the archive looks for files, or the catalogue
   *     takes nothing
   */
  public void notice(Collection<Path> files) throws IOException {
    for (Path file : files) {
      if (!isOurs(file)) {
        throw new IOException(file + " is no file that this archive would look for");
      }
    }
    keeper.reconciliation().look(files);
  }

  private boolean isOurs(Path file) throws IOException {
    for (Path directory : settings.outermost()) {
      if (SegmentScan.finds(directory, file)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Tells the catalogue of finished files that were put in by somebody else, now and with their
   * right length. Blocks, and reads the files: platform threads only.
   *
   * @param files absolute
   * @param progress told before each file that is read to its end, in files
   */
  public void takeNote(Collection<Path> files, Consumer<Progress> progress) throws IOException {
    Reconciliation reconciliation = new Reconciliation(settings, catalogue(), () -> false);
    reconciliation.look(files);
    List<StoredSegment> estimated =
        view().at(files).stream()
            .filter(it -> it.content().filter(StoredSegment.Content::estimated).isPresent())
            .toList();
    for (int i = 0; i < estimated.size(); i++) {
      progress.accept(new Progress(estimated.get(i).file(), i, estimated.size()));
      reconciliation.measure(estimated.get(i));
    }
  }

  /** Has the catalogue compared with the files, soon, on the archive's own thread. */
  public void reconcileSoon() {
    keeper.reconcileSoon();
  }

  /**
   * Makes the archive's own files look new to those who delete old files, and makes those anew that
   * were deleted. The archive's own thread does it every hour.
   *
   * @throws ArchiveLockedException if another recorder took the lock when its file was gone
   */
  public void touch() throws IOException {
    keeper.touch();
  }

  /**
   * Finishes all that was handed over and closes everything. Storage that hangs is left behind: its
   * threads do not keep the process alive. The last seconds, at most half of the time, belong to
   * the catalogue, whose facts would be lost because of one volume.
   *
   * @return whether everything was finished in time
   */
  public boolean close(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    boolean written = volumes.close(deadline.minus(forCatalogue(deadline)));
    boolean stored = keeper.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    locks.release();
    return written && stored;
  }

  private static Duration forCatalogue(Duration deadline) {
    Duration half = deadline.dividedBy(2);
    return half.compareTo(FOR_CATALOGUE) < 0 ? half : FOR_CATALOGUE;
  }
}
