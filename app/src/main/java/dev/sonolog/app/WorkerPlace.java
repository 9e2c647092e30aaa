package dev.sonolog.app;

import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.jobs.WorkerCommand;
import dev.sonolog.jobs.WorkerLimits;
import dev.sonolog.jobs.WorkerProcess;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the worker that decodes lies: where {@code -Dsonolog.worker} says, beside this program, or
 * where a build leaves it.
 */
final class WorkerPlace {
  /** The system property that names its jar. */
  static final String PROPERTY = "sonolog.worker";

  private static final String JAR = "sonolog-worker.jar";

  /** Where its libraries are unpacked, below the archive's state folder. */
  private static final String LIBRARIES = "libraries";

  private WorkerPlace() {}

  /** A worker that is started when there is something to decode. */
  static WorkerProcess worker(ArchiveSettings archive) {
    return started(command(archive));
  }

  /** One that stands back behind all others. */
  static WorkerProcess lastWorker(ArchiveSettings archive) {
    return started(command(archive).last());
  }

  private static WorkerProcess started(WorkerCommand command) {
    return new WorkerProcess(command.words(), WorkerLimits.usual());
  }

  private static WorkerCommand command(ArchiveSettings archive) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path libraries = archive.stateDirectory().resolve(LIBRARIES);
    return WorkerCommand.usual(java, List.of(jar()), libraries);
  }

  /** What is not there is told by the worker that does not start. */
  private static Path jar() {
    Optional<String> said = Optional.ofNullable(System.getProperty(PROPERTY));
    if (said.isPresent()) {
      return Path.of(said.get()).toAbsolutePath();
    }
    Path folder = ownFolder();
    return Stream.of(
            folder.resolve("worker").resolve(JAR),
            folder.resolve("../../worker/target").resolve(JAR).normalize())
        .filter(Files::exists)
        .findFirst()
        .orElse(folder.resolve("worker").resolve(JAR));
  }

  private static Path ownFolder() {
    try {
      Path own =
          Path.of(WorkerPlace.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return own.toAbsolutePath().resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
