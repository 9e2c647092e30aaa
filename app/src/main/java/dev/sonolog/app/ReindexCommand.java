package dev.sonolog.app;

import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.ReconciledArchive;
import dev.sonolog.archive.Reindex;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Builds the catalogue anew from the files. */
@Command(
    name = "reindex",
    mixinStandardHelpOptions = true,
    description = {
      "Builds the catalogue anew from the files alone; the old one is kept beside it.",
      "The recorder must not be running."
    })
final class ReindexCommand implements Callable<Integer> {
  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    ArchiveSettings settings = ArchiveLocator.locate(recorder, Optional.empty());
    ProgressLine progress = new ProgressLine("read", files -> files + " files");
    WebHandover.ask(settings.stateDirectory());
    ReconciledArchive result = Reindex.run(settings, Version.userAgent(), progress::show);
    progress.clear();
    spec.commandLine()
        .getOut()
        .printf(
            "%s was built anew: %d files, %d of them unknown to any recorder%n",
            settings.catalogueFile(), result.files(), result.foreign());
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
