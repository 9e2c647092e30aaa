package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.keeping.Keeping;
import dev.sonolog.archive.keeping.KeepingOrder;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.function.Consumer;

/**
 * A request of the control socket to take note of files, delete, restore or erase: what the
 * recorder makes of it. On the caller's thread.
 */
final class KeepingRequest {
  private static final long INTERVAL_NANOS = 200_000_000;

  /** How far it is. */
  record Step(String file, long done, long all) {}

  private final Keeping keeping;
  private final String caller;
  private final Consumer<Reply> meanwhile;
  private long told = System.nanoTime();

  KeepingRequest(Keeping keeping, String caller, Consumer<Reply> meanwhile) {
    this.keeping = keeping;
    this.caller = caller;
    this.meanwhile = meanwhile;
  }

  Reply answer(Request request) {
    try {
      return Reply.of(
          switch (request.command()) {
            case "delete" -> keeping.delete(order(request), caller, this::tell);
            case "restore" -> keeping.restore(order(request), caller, this::tell);
            case "empty trash" -> keeping.empty(caller, this::tell);
            case "retention" -> keeping.retention(this::tell);
            case "take note" -> noted(order(request));
            default -> throw new IllegalArgumentException(request.command());
          });
    } catch (IOException e) {
      return Reply.failed(String.valueOf(e.getMessage()));
    } catch (DateTimeException e) {
      return Reply.failed("Not an instant: " + e.getMessage());
    }
  }

  private KeepingOrder noted(KeepingOrder order) throws IOException {
    keeping.takeNote(order);
    return order;
  }

  private static KeepingOrder order(Request request) throws IOException {
    return ControlMessage.JSON.treeToValue(
        request
            .content()
            .orElseThrow(() -> new IOException("The request does not say which recordings")),
        KeepingOrder.class);
  }

  private void tell(Progress progress) {
    if (System.nanoTime() - told >= INTERVAL_NANOS) {
      told = System.nanoTime();
      meanwhile.accept(
          Reply.pending(new Step(progress.file().toString(), progress.done(), progress.all())));
    }
  }
}
