package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.studio.Answer;
import dev.sonolog.studio.Order;
import dev.sonolog.studio.Order.Commander;
import dev.sonolog.studio.Order.Verb;
import dev.sonolog.studio.SourceState;
import dev.sonolog.studio.Studio;
import dev.sonolog.studio.Take;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * What this computer's own user wants of takes: {@code take start}, {@code stop}, {@code cut} and
 * {@code mark}. That needs no control, and waits until it has come about. On the caller's thread.
 */
final class TakeRequest {
  private static final String COMMAND = "take ";

  private final Studio studio;
  private final String caller;
  private final Duration patience;
  private final Consumer<Reply> meanwhile;

  /** What the request says besides. */
  record Text(Optional<String> name, Optional<String> label) {
    Text {
      name = name == null ? Optional.empty() : name;
      label = label == null ? Optional.empty() : label;
    }
  }

  /**
   * @param caller the name of whoever asks
   * @param patience after which a caller is told that it takes longer
   */
  TakeRequest(Studio studio, String caller, Duration patience, Consumer<Reply> meanwhile) {
    this.studio = studio;
    this.caller = caller;
    this.patience = patience;
    this.meanwhile = meanwhile;
  }

  Reply answer(Request request) throws InterruptedException {
    try {
      return answer(order(request));
    } catch (IllegalArgumentException e) {
      return Reply.failed(String.valueOf(e.getMessage()));
    }
  }

  private Order order(Request request) {
    Text text =
        request
            .content()
            .map(it -> ControlMessage.JSON.treeToValue(it, Text.class))
            .orElseGet(() -> new Text(Optional.empty(), Optional.empty()));
    Verb verb =
        Verb.valueOf(request.command().substring(COMMAND.length()).toUpperCase(Locale.ROOT));
    return new Order(
        UUID.randomUUID().toString(),
        verb,
        request.source().orElse(""),
        new Commander.Trusted(caller, Take.StartedBy.PERSON),
        text.name().or(text::label).orElse(""));
  }

  private Reply answer(Order order) throws InterruptedException {
    Optional<SourceState> state = studio.source(order.source());
    boolean isOfASpan = state.filter(it -> !it.source().isManual()).isPresent();
    if (isOfASpan && order.verb() == Verb.START && order.text().isEmpty()) {
      return Reply.failed(
          order.source()
              + " is recorded all the time; write mode = manual for takes of it, or say --name to"
              + " give a name to what is recorded from now on");
    }
    CompletableFuture<Answer> finished = studio.command(order);
    if (!isDoneSoon(finished)) {
      meanwhile.accept(Reply.pending(waiting(order.verb()) + "; this goes on by itself"));
    }
    return TakeReply.of(order, finished.join(), state);
  }

  private static String waiting(Verb verb) {
    return switch (verb) {
      case START -> "No audio yet";
      case STOP -> "The storage has not taken all yet";
      case CUT -> "No audio has come since";
      case MARK -> "The storage does not answer";
    };
  }

  private boolean isDoneSoon(CompletableFuture<Answer> finished) throws InterruptedException {
    try {
      var _ = finished.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
