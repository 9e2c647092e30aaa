package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.keeping.Keeping;
import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Has something deleted, restored or erased: by the recorder that runs on the archive, or, where
 * none does, by this process under the archive's locks. Main thread of a command.
 */
final class KeepingCall {
  /** Of one request, so that it stays below what a recorder reads. */
  private static final int MOST_BYTES = ControlMessage.LONGEST_REQUEST / 4;

  /** What this process does where no recorder runs. */
  interface Work {
    KeepingReport on(Keeping keeping, Archive archive) throws IOException;
  }

  private final ArchiveSettings settings;
  private final ProgressLine progress;

  KeepingCall(ArchiveSettings settings, ProgressLine progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /** The name of the user who started this process. */
  static String user() {
    return System.getProperty("user.name", "somebody");
  }

  KeepingReport delete(KeepingOrder order) throws IOException, CommandFailure {
    return ordered("delete", order, (part, keeping) -> keeping.delete(part, user(), this::show));
  }

  KeepingReport restore(KeepingOrder order) throws IOException, CommandFailure {
    return ordered("restore", order, (part, keeping) -> keeping.restore(part, user(), this::show));
  }

  private interface OrderedWork {
    KeepingReport on(KeepingOrder order, Keeping keeping) throws IOException;
  }

  private KeepingReport ordered(String command, KeepingOrder order, OrderedWork work)
      throws IOException, CommandFailure {
    KeepingReport all = KeepingReport.none();
    for (KeepingOrder part : parts(order)) {
      Optional<JsonNode> content = Optional.of(ControlMessage.JSON.valueToTree(part));
      all =
          all.plus(
              run(
                  new Request(command, Optional.empty(), content),
                  (keeping, _) -> work.on(part, keeping)));
    }
    return all;
  }

  /** A request has a longest length, and a shell's pattern knows no end. */
  private static List<KeepingOrder> parts(KeepingOrder order) {
    List<KeepingOrder> parts = new ArrayList<>();
    List<String> files = new ArrayList<>();
    int bytes = 0;
    for (String file : order.files()) {
      int length = 2 * file.getBytes(StandardCharsets.UTF_8).length;
      if (!files.isEmpty() && bytes + length > MOST_BYTES) {
        parts.add(new KeepingOrder(files, Optional.empty()));
        files = new ArrayList<>();
        bytes = 0;
      }
      files.add(file);
      bytes += length;
    }
    parts.add(new KeepingOrder(files, order.span()));
    return parts;
  }

  /** Asks, or does it. */
  KeepingReport run(Request request, Work work) throws IOException, CommandFailure {
    Optional<Reply> reply = ControlClient.ask(settings.stateDirectory(), request, this::showStep);
    KeepingReport report = reply.isPresent() ? answered(reply.get()) : here(work);
    progress.clear();
    return report;
  }

  private static KeepingReport answered(Reply reply) throws CommandFailure {
    JsonNode result =
        reply
            .result()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.FAILED, reply.error().orElse("The recorder gave no answer")));
    return ControlMessage.JSON.treeToValue(result, KeepingReport.class);
  }

  private KeepingReport here(Work work) throws IOException, CommandFailure {
    return HeldArchive.work(settings, archive -> work.on(new Keeping(archive), archive));
  }

  /** For the work of this process. */
  Consumer<Progress> shown() {
    return this::show;
  }

  private void show(Progress step) {
    progress.show(step);
  }

  private void showStep(JsonNode step) {
    KeepingRequest.Step told = ControlMessage.JSON.treeToValue(step, KeepingRequest.Step.class);
    show(new Progress(Path.of(told.file()), told.done(), told.all()));
  }
}
