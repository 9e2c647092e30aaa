package dev.sonolog.app;

import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Verification;
import dev.sonolog.archive.VerifiedArchive;
import dev.sonolog.archive.VerifiedFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads what was recorded again and compares it with the digests made while it was written. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Reads files again and compares them with the catalogue and their digests.",
      "Says what is damaged, missing or unknown; the exit status is 1 when anything is damaged,"
          + " unreadable or missing.",
      "Changes nothing, and may run beside the recorder."
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATH",
      description = "A file or folder of the archive; all of it by default.")
  private @Nullable Path path;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Optional<Path> scope =
        Optional.ofNullable(path).map(given -> given.toAbsolutePath().normalize());
    if (scope.isPresent() && !Files.exists(scope.get())) {
      throw new CommandFailure(ExitCode.USAGE, "There is no " + scope.get());
    }
    ArchiveSettings settings = ArchiveLocator.locate(recorder, scope);
    PrintWriter out = spec.commandLine().getOut();
    ProgressLine progress = new ProgressLine("verified", Texts::bytes);
    Verification verification = new Verification(settings);
    VerifiedArchive result =
        scope.isPresent()
            ? verification.run(scope.get(), file -> print(file, out, progress), progress::show)
            : verification.run(file -> print(file, out, progress), progress::show);
    progress.clear();
    out.println(summary(result));
    out.flush();
    return result.isSound() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void print(VerifiedFile file, PrintWriter out, ProgressLine progress) {
    String line =
        switch (file) {
          case VerifiedFile.Intact _, VerifiedFile.Dropped _ -> "";
          case VerifiedFile.Damaged damaged ->
              "DAMAGED  " + damaged.file() + ": " + part(damaged.where()) + damaged.detail();
          case VerifiedFile.Unreadable unreadable ->
              "UNREADABLE  " + unreadable.file() + ": " + unreadable.reason();
          case VerifiedFile.Missing missing -> "MISSING  " + missing.file();
          case VerifiedFile.RemovedOutside removed -> "removed outside  " + removed.file();
          case VerifiedFile.Unknown unknown ->
              "UNKNOWN  "
                  + unknown.file()
                  + (unknown.listed()
                      ? ": of another program, nothing to compare it with"
                      : ": not in the catalogue");
          case VerifiedFile.Recording recording -> "recording  " + recording.file();
        };
    if (!line.isEmpty()) {
      progress.clear();
      out.println(line);
      out.flush();
    }
  }

  private static String summary(VerifiedArchive result) {
    return "%d files are as they were written (%s read); %d damaged, %d unreadable, %d missing, %d unknown%s%s"
        .formatted(
            result.intact(),
            Texts.bytes(result.bytes()),
            result.damaged(),
            result.unreadable(),
            result.missing(),
            result.unknown(),
            result.removedOutside() == 0
                ? ""
                : ", " + result.removedOutside() + " removed by others",
            result.recording() == 0 ? "" : ", " + result.recording() + " being recorded");
  }

  private static String part(VerifiedFile.Where where) {
    return switch (where) {
      case HEAD -> "tags in front of the audio: ";
      case BODY -> "audio: ";
      case HEAD_AND_BODY -> "tags and audio: ";
    };
  }
}
