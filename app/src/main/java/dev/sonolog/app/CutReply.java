package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.recording.CutOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** What people are told of the cuts that they asked for: a line for each source. */
final class CutReply {
  private CutReply() {}

  /** Waits for all; one that was refused makes it a failure. */
  static Reply of(Map<String, CompletableFuture<CutOutcome>> cuts) {
    String text =
        cuts.entrySet().stream()
            .map(cut -> line(cut.getKey(), cut.getValue().join()))
            .collect(Collectors.joining("\n"));
    boolean refused =
        cuts.values().stream().anyMatch(cut -> cut.join() instanceof CutOutcome.Refused);
    return refused ? Reply.failed(text) : Reply.of(text);
  }

  private static String line(String source, CutOutcome outcome) {
    return switch (outcome) {
      case CutOutcome.Done(Instant requested, Instant actual, Path before, Path after) ->
          "Cut %s at %s, %d ms after it was asked for: %s ended, %s begins"
              .formatted(
                  source, actual, Duration.between(requested, actual).toMillis(), before, after);
      case CutOutcome.Refused(String why) -> why;
    };
  }
}
