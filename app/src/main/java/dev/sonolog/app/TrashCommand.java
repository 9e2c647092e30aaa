package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingReport;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What was deleted and can still be restored. */
@Command(
    name = "trash",
    mixinStandardHelpOptions = true,
    description = "Lists what was deleted and can still be restored; restores it, or erases it.",
    subcommands = {
      TrashCommand.Listing.class,
      TrashCommand.Restore.class,
      TrashCommand.Empty.class
    })
final class TrashCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @Mixin private RecorderOption recorder = new RecorderOption();

  @Option(names = "--json", description = "For programs: everything, instants in UTC.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    return list(recorder, json, spec.commandLine().getOut());
  }

  /**
   * A recording in the trash.
   *
   * @param file where it was
   * @param deleted when
   * @param trash where it lies
   */
  record Item(
      String file,
      String source,
      String start,
      long bytes,
      String cause,
      String deleted,
      String trash) {
    static Item of(StoredSegment segment) {
      StoredSegment.Removal removal = segment.removal().orElseThrow();
      return new Item(
          segment.file().toString(),
          segment.source(),
          segment.start().toString(),
          segment.bytes(),
          removal.cause().word(),
          removal.at().toString(),
          segment.place().toString());
    }
  }

  private static int list(RecorderOption recorder, boolean json, PrintWriter out) throws Exception {
    ArchiveSettings settings = ArchiveLocator.locate(recorder, Optional.empty());
    List<Item> items =
        Catalogue.openReadOnly(settings.catalogueFile()).inState(SegmentState.TRASHED).stream()
            .map(Item::of)
            .toList();
    if (json) {
      out.println(ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(items));
    } else {
      items.forEach(
          item ->
              out.printf(
                  "%s  %s  %s at %s%n",
                  item.file(),
                  Texts.bytes(item.bytes()),
                  item.cause(),
                  TIME.format(Instant.parse(item.deleted()))));
      long bytes = items.stream().mapToLong(Item::bytes).sum();
      out.println("In the trash: " + Texts.recordings(items.size(), bytes));
    }
    out.flush();
    return ExitCode.OK;
  }

  /** The same as the command alone. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what can be restored.")
  static final class Listing implements Callable<Integer> {
    @Mixin private RecorderOption recorder = new RecorderOption();

    @Option(names = "--json", description = "For programs: everything, instants in UTC.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      return list(recorder, json, spec.commandLine().getOut());
    }
  }

  /** Back to their places. */
  @Command(
      name = "restore",
      mixinStandardHelpOptions = true,
      description = {
        "Brings recordings back to where they were, named as they were called there.",
        "Overwrites nothing: where the name is taken, it gets -2 and so on."
      })
  static final class Restore implements Callable<Integer> {
    @Mixin private RecordingArguments recordings = new RecordingArguments();
    @Mixin private RecorderOption recorder = new RecorderOption();

    @Option(names = "--all", description = "All that is in the trash.")
    private boolean all;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      ArchiveSettings settings = recordings.archive(recorder);
      KeepingOrder order = all ? everything(settings) : recordings.order();
      ProgressLine progress = new ProgressLine("restored", files -> files + " files");
      return KeepingPrinter.print(
          new KeepingCall(settings, progress).restore(order),
          "Restored",
          spec.commandLine().getOut(),
          spec.commandLine().getErr());
    }

    private static KeepingOrder everything(ArchiveSettings settings) throws Exception {
      return KeepingOrder.of(
          Catalogue.openReadOnly(settings.catalogueFile()).inState(SegmentState.TRASHED).stream()
              .map(StoredSegment::file)
              .toList());
    }
  }

  /** For good. */
  @Command(
      name = "empty",
      mixinStandardHelpOptions = true,
      description = "Deletes all that is in the trash for good, but for what is pinned.")
  static final class Empty implements Callable<Integer> {
    @Mixin private RecorderOption recorder = new RecorderOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      ArchiveSettings settings = ArchiveLocator.locate(recorder, Optional.empty());
      ProgressLine progress = new ProgressLine("erased", files -> files + " files");
      KeepingCall call = new KeepingCall(settings, progress);
      KeepingReport report =
          call.run(
              new Request("empty trash", Optional.empty()),
              (keeping, _) -> keeping.empty(KeepingCall.user(), call.shown()));
      return KeepingPrinter.print(
          report, "Erased", spec.commandLine().getOut(), spec.commandLine().getErr());
    }
  }
}
