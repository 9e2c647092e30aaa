package dev.sonolog.app;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.FileNamePattern;
import dev.sonolog.archive.ImportOrder;
import dev.sonolog.archive.ImportPlan;
import dev.sonolog.archive.ImportRoom;
import dev.sonolog.archive.ImportedFile;
import dev.sonolog.archive.Importer;
import dev.sonolog.archive.RetentionRule;
import dev.sonolog.archive.SourceFolder;
import dev.sonolog.recording.FileSettings;
import dev.sonolog.recording.SourceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings files from elsewhere into the archive. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Copies files from elsewhere into the archive as recordings of a source, named like its own:"
          + " an old folder, the stick of a field recorder, another archive.",
      "When each began is said by --start, else by the tags of a recorder of ours, else by its name"
          + " (--pattern, the source's own names, those of ISR and all that begin with a year),"
          + " else by the time of its last modification less its length; and it is said by which.",
      "What is there already is left out, so the same command may be given again. What cannot be"
          + " imported is said, and the rest goes on; the exit status is 1 then.",
      "May run beside the recorder.",
      TimeText.HELP
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|FOLDER",
      description =
          "Files, whatever they are called; of folders all files in them and below that are called"
              + " like recordings.")
  private List<Path> paths = List.of();

  @Option(
      names = "--source",
      required = true,
      paramLabel = "NAME",
      description = "The source that they belong to; it must be in the configuration.")
  private String source = "";

  @Option(
      names = "--move",
      description = "Delete each original once its copy is compared with it and on the medium.")
  private boolean move;

  @Option(names = "--dry-run", description = "Say what would be imported, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "When the recording began; for one file.")
  private @Nullable String start;

  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "How the originals are named, such as ZOOM_%%y%%m%%d-%%H%%M%%S; the same codes as in"
              + " filename_pattern.")
  private @Nullable String pattern;

  @Option(names = "--json", description = "Say what was done for programs.")
  private boolean json;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Configuration configuration = configuration();
    FileSettings files = source(configuration).files();
    TimeText times = new TimeText(files.zone(), Instant.now());
    ArchiveSettings settings =
        dryRun ? Archives.settings(configuration) : usable(configuration, files.directory());
    Importer importer = new Importer(settings, order(configuration, files, times));
    ImportPlan plan = plan(importer);
    checkRoom(plan, importer.room());
    ImportPrinter printer = new ImportPrinter(times, spec.commandLine());
    if (dryRun) {
      return json ? printer.json(plan) : printer.print(plan);
    }
    List<ImportedFile> done = imported(importer, plan, printer);
    ImportNote.take(settings, done, spec.commandLine().getErr());
    return json ? printer.json(done) : printer.summary(done);
  }

  // --- what is wanted

  private Configuration configuration() throws Exception {
    return recorder
        .configurationIfAny()
        .orElseThrow(
            () -> wrong("The configuration says where the source's files go; name it: --config"));
  }

  private SourceSettings source(Configuration configuration) throws CommandFailure {
    List<SourceSettings> sources = configuration.sources();
    return sources.stream()
        .filter(it -> it.name().equals(source))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "There is no source \""
                        + source
                        + "\" in the configuration; there is: "
                        + String.join(", ", sources.stream().map(SourceSettings::name).toList())));
  }

  private static ArchiveSettings usable(Configuration configuration, Path directory)
      throws CommandFailure {
    OutputFolders folders = OutputFolders.make(configuration);
    if (!folders.isHeld(directory)) {
      throw new CommandFailure(
          ExitCode.FAILED,
          directory + " cannot be used: " + folders.unusable().getOrDefault(directory, "unknown"));
    }
    return folders.of(Archives.settings(configuration));
  }

  private ImportOrder order(Configuration configuration, FileSettings files, TimeText times)
      throws CommandFailure {
    Optional<Instant> given = start == null ? Optional.empty() : Optional.of(times.instant(start));
    try {
      return new ImportOrder(
          new SourceFolder(source, files.directory(), files.pattern(), files.zone()),
          files.mode(),
          configuration.retention().sources().getOrDefault(source, RetentionRule.NONE),
          given,
          Optional.ofNullable(pattern).map(FileNamePattern::new),
          move ? ImportOrder.Originals.REMOVE : ImportOrder.Originals.KEEP,
          KeepingCall.user());
    } catch (IllegalArgumentException e) {
      throw wrong("--pattern: " + e.getMessage());
    }
  }

  private static CommandFailure wrong(String why) {
    return new CommandFailure(ExitCode.USAGE, why);
  }

  // --- doing it

  private ImportPlan plan(Importer importer) throws CommandFailure {
    ProgressLine progress = new ProgressLine("looked at", files -> files + " files");
    ImportPlan plan =
        importer.plan(
            paths.stream().map(path -> path.toAbsolutePath().normalize()).toList(), progress::show);
    progress.clear();
    if (start != null && plan.items().size() + plan.refused().size() > 1) {
      throw wrong("--start is for one file, and these are more");
    }
    return plan;
  }

  private void checkRoom(ImportPlan plan, ImportRoom room) throws IOException, CommandFailure {
    if (plan.room() > room.free()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "There is not enough room: "
              + Texts.bytes(plan.room())
              + " are needed, and "
              + Texts.bytes(room.free())
              + " may be written (min_free counts); nothing was imported");
    }
    Optional<Long> kept = room.kept();
    if (kept.isPresent() && plan.bytes() > kept.get()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "keep_size of "
              + source
              + " leaves room for "
              + Texts.bytes(kept.get())
              + ", and these are "
              + Texts.bytes(plan.bytes())
              + ": the oldest would be deleted again; nothing was imported");
    }
  }

  private List<ImportedFile> imported(Importer importer, ImportPlan plan, ImportPrinter printer)
      throws IOException {
    List<ImportedFile> done = new ArrayList<>();
    ProgressLine progress = new ProgressLine("imported", Texts::bytes);
    importer.run(
        plan,
        file -> {
          done.add(file);
          if (!json) {
            progress.clear();
            printer.print(file);
          }
        },
        progress::show);
    progress.clear();
    return done;
  }
}
