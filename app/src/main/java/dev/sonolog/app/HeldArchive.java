package dev.sonolog.app;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveSettings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An archive that no recorder holds, held by a command while it does something to it. Main thread
 * of a command.
 */
final class HeldArchive {
  private static final Logger LOG = System.getLogger(HeldArchive.class.getName());
  private static final Duration CLOSING = Duration.ofSeconds(20);

  private HeldArchive() {}

  /**
   * What a command does.
   *
   * @param <T> what it brings
   */
  interface Work<T> {
    T on(Archive archive) throws IOException;
  }

  /**
   * Does something under the archive's locks.
   *
   * @throws dev.sonolog.archive.ArchiveLockedException if another process holds it
   * @throws CommandFailure if none of its folders is there
   */
  static <T> T work(ArchiveSettings settings, Work<T> work) throws IOException, CommandFailure {
    WebHandover.ask(settings.stateDirectory());
    Archive archive = Archive.open(present(settings), Version.userAgent());
    try {
      return work.on(archive);
    } finally {
      boolean closed = archive.close(CLOSING);
      LOG.log(closed ? Level.DEBUG : Level.WARNING, "The archive was closed in time: {0}", closed);
    }
  }

  /** A folder that is not there is not made for the sake of a command. */
  private static ArchiveSettings present(ArchiveSettings settings) throws CommandFailure {
    Set<Path> there =
        settings.directories().stream().filter(Files::isDirectory).collect(Collectors.toSet());
    if (there.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "No folder of the archive is there: " + settings.directories());
    }
    return new ArchiveSettings(
        there, settings.stateDirectory(), settings.containers(), settings.syncInterval());
  }
}
