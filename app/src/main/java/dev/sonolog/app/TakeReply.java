package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.studio.Answer;
import dev.sonolog.studio.Lease;
import dev.sonolog.studio.Order;
import dev.sonolog.studio.SourceState;
import dev.sonolog.studio.Take;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What people are told of the takes that they began, ended, cut and marked. */
final class TakeReply {
  private TakeReply() {}

  /**
   * @param state of the source, to tell who is in control and how long a take must be
   */
  static Reply of(Order order, Answer answer, Optional<SourceState> state) {
    return switch (answer) {
      case Answer.Told told -> told(order, told, state);
      case Answer.Conflict(String why, Optional<Lease> _) -> Reply.failed(why);
      case Answer.Unknown(String why) -> Reply.failed(why);
    };
  }

  private static Reply told(Order order, Answer.Told told, Optional<SourceState> state) {
    return switch (order.verb()) {
      case START -> begun(told, state);
      case STOP -> ended(told, state);
      case CUT -> said("Cut %s at %s".formatted(order.source(), text(told.at())), told, state);
      case MARK -> said("Marked %s at %s".formatted(order.source(), text(told.at())), told, state);
    };
  }

  private static Reply begun(Answer.Told told, Optional<SourceState> state) {
    Take take = told.take().orElseThrow();
    if (!take.isRunning()) {
      return ended(told, state);
    }
    String files = String.join(", ", take.extent().files());
    return said(
        "Recording %s since %s into %s".formatted(take.source(), text(take.extent().from()), files),
        told,
        state);
  }

  private static Reply ended(Answer.Told told, Optional<SourceState> state) {
    Take take = told.take().orElseThrow();
    String recorded = seconds(take.extent().recorded());
    List<String> files = take.extent().files();
    return switch (take.state()) {
      case KEPT ->
          said(
              "Recorded %s of %s from %s on:%s"
                  .formatted(recorded, take.source(), text(take.extent().from()), listed(files)),
              told,
              state);
      case TOO_SHORT ->
          said(
              "%s of %s is less than min_length = %s; in the trash, until it is restored or emptied:%s"
                  .formatted(recorded, take.source(), shortest(state), listed(files)),
              told,
              state);
      case EMPTY -> Reply.failed("The take of " + take.source() + " ended before any audio came");
      case FAILED, RUNNING -> Reply.failed(told.message());
    };
  }

  /** What was not stored, and who is in control, stands behind it. */
  private static Reply said(String what, Answer.Told told, Optional<SourceState> state) {
    String unstored = told.message().contains("until the next start") ? "\n" + told.message() : "";
    String holder =
        state
            .flatMap(SourceState::lease)
            .map(it -> "\n" + it.holder() + " is in control of it")
            .orElse("");
    return Reply.of(what + unstored + holder);
  }

  private static String shortest(Optional<SourceState> state) {
    return state.flatMap(it -> it.source().shortest()).map(TakeReply::seconds).orElse("unknown");
  }

  private static String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse("an instant that is not known");
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static String listed(List<String> files) {
    return files.stream().map(file -> "\n  " + file).collect(Collectors.joining());
  }
}
