package dev.sonolog.app;

import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.AuditLog;
import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Pin;
import dev.sonolog.archive.Review;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Protects recordings from being deleted. */
@Command(
    name = "pin",
    mixinStandardHelpOptions = true,
    description = {
      "Protects recordings: neither a person nor retention deletes what is pinned.",
      "Of a span all that touch it; without its end the one that holds the instant. Without"
          + " arguments it lists what is pinned."
    })
final class PinCommand implements Callable<Integer> {
  @Mixin private RecordingArguments recordings = new RecordingArguments();
  @Mixin private RecorderOption recorder = new RecorderOption();

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for others to read.")
  private String note = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    ArchiveSettings settings = recordings.archive(recorder);
    CatalogueView view = Catalogue.openReadOnly(settings.catalogueFile());
    Review review = new Review(settings.stateDirectory());
    PrintWriter out = spec.commandLine().getOut();
    return recordings.isEmpty() ? list(review, view, out) : pin(settings, review, view, out);
  }

  private int pin(ArchiveSettings settings, Review review, CatalogueView view, PrintWriter out)
      throws IOException, CommandFailure {
    KeepingOrder.Choice choice = chosen(recordings.orderOrInstant(), view);
    List<StoredSegment> pinned =
        review.pin(
            choice.segments(), KeepingCall.user(), note, new AuditLog(settings.stateDirectory()));
    long bytes = pinned.stream().mapToLong(StoredSegment::bytes).sum();
    List<KeepingReport.Refused> refused = new ArrayList<>();
    choice
        .unknown()
        .forEach(f -> refused.add(new KeepingReport.Refused(f, "is no recording of this archive")));
    choice.segments().stream()
        .filter(segment -> !pinned.contains(segment))
        .forEach(
            segment ->
                refused.add(
                    new KeepingReport.Refused(segment.file().toString(), "is not there any more")));
    return KeepingPrinter.print(
        new KeepingReport(pinned.size(), bytes, refused, 0),
        "Pinned",
        out,
        spec.commandLine().getErr());
  }

  /** What is there, being recorded, or in the trash; what is gone cannot be protected. */
  static KeepingOrder.Choice chosen(KeepingOrder order, CatalogueView view) throws IOException {
    if (order.span().isEmpty()) {
      return order.any(view, SegmentState.SEALED);
    }
    List<StoredSegment> segments = new ArrayList<>();
    for (SegmentState state :
        List.of(SegmentState.SEALED, SegmentState.RECORDING, SegmentState.TRASHED)) {
      segments.addAll(order.any(view, state).segments());
    }
    return new KeepingOrder.Choice(segments, List.of(), 0);
  }

  private static int list(Review review, CatalogueView view, PrintWriter out) throws IOException {
    for (Pin pin : review.pins().values()) {
      Optional<StoredSegment> segment = view.segment(pin.key());
      out.printf(
          "%s  pinned by %s at %s%s%n",
          segment.map(it -> it.file().toString()).orElse("a recording that is not known"),
          pin.by(),
          pin.since(),
          pin.note().isEmpty() ? "" : ": " + pin.note());
    }
    out.println("Pinned: " + review.pins().size());
    out.flush();
    return ExitCode.OK;
  }
}
