package dev.sonolog.app;

import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.Passwords;
import dev.sonolog.server.access.RefusedChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose users and tokens a command is about. */
final class AccountsOption {
  @Mixin private RecorderOption recorder = new RecorderOption();

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      description = "A folder that is served without a configuration, instead of a recorder.")
  private @Nullable Path folder;

  /** What a command does with them. */
  interface Work {
    void on(Accounts accounts) throws Exception;
  }

  /** Does it; what is refused is told as the command's failure. */
  int run(Work work) throws Exception {
    try (Passwords passwords = new Passwords()) {
      work.on(new Accounts(stateDirectory(), passwords, InstantSource.system()));
      return ExitCode.OK;
    } catch (RefusedChange refused) {
      throw new CommandFailure(status(refused), refused.sentence());
    }
  }

  private static int status(RefusedChange refused) {
    return switch (refused.kind()) {
      case INVALID -> ExitCode.USAGE;
      case TAKEN, UNKNOWN, LAST, FULL, FORBIDDEN -> ExitCode.FAILED;
    };
  }

  private Path stateDirectory() throws CommandFailure, ConfigurationException, IOException {
    return folder == null
        ? ArchiveLocator.locate(recorder, Optional.empty()).stateDirectory()
        : ArchiveSettings.defaultStateDirectory(served(folder));
  }

  private static Path served(Path folder) throws CommandFailure {
    Path absolute = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      throw new CommandFailure(ExitCode.USAGE, "There is no folder " + absolute);
    }
    return absolute;
  }
}
