package dev.sonolog.app;

import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.AuditLog;
import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.Review;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingReport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes the protection from recordings. */
@Command(
    name = "unpin",
    mixinStandardHelpOptions = true,
    description = "Takes the protection from recordings that were pinned.")
final class UnpinCommand implements Callable<Integer> {
  @Mixin private RecordingArguments recordings = new RecordingArguments();
  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    ArchiveSettings settings = recordings.archive(recorder);
    Review review = new Review(settings.stateDirectory());
    KeepingOrder.Choice choice =
        PinCommand.chosen(
            recordings.orderOrInstant(), Catalogue.openReadOnly(settings.catalogueFile()));
    Set<?> pins = review.pins().keySet();
    List<StoredSegment> pinned =
        choice.segments().stream()
            .filter(segment -> pins.contains(segment.key()))
            .collect(Collectors.toList());
    review.unpin(pinned, KeepingCall.user(), new AuditLog(settings.stateDirectory()));
    long bytes = pinned.stream().mapToLong(StoredSegment::bytes).sum();
    return KeepingPrinter.print(
        new KeepingReport(
            pinned.size(),
            bytes,
            choice.unknown().stream()
                .map(f -> new KeepingReport.Refused(f, "is no recording of this archive"))
                .toList(),
            0),
        "Unpinned",
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
  }
}
