package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.server.service.StudioReport;
import dev.sonolog.server.service.StudioReport.Refusal;
import dev.sonolog.server.service.StudioService.CommandWish;
import dev.sonolog.server.service.StudioService.ControlWish;
import dev.sonolog.server.service.StudioService.TextWish;
import dev.sonolog.studio.Answer;
import dev.sonolog.studio.LeaseAnswer;
import dev.sonolog.studio.LeaseOrder;
import dev.sonolog.studio.Order;
import dev.sonolog.studio.Order.Commander;
import dev.sonolog.studio.Owner;
import dev.sonolog.studio.SourceState;
import dev.sonolog.studio.Studio;
import dev.sonolog.studio.Take;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What programs ask of the studio over the control socket: {@code studio}, {@code studio takes},
 * {@code studio schedule}, {@code studio lease}, {@code studio start}, {@code stop}, {@code cut}
 * and {@code mark}, {@code studio take}, {@code studio call} and {@code studio delete}. On the
 * caller's thread.
 */
final class StudioRequest {
  /** The first word of all of them. */
  static final String COMMAND = "studio";

  /** What is to be recorded at its time. */
  static final String AGENDA = "studio schedule";

  /** So many days ahead may be asked for. */
  static final int MOST_DAYS = 366;

  /** So many takes that are to be recorded are told. */
  static final int MOST = 1_000;

  private static final int USUAL_DAYS = 7;

  /** An answer that takes longer is that it goes on. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int USUAL_TAKES = 20;

  private final Studio studio;
  private final String caller;

  /** What was done, or why nothing was. */
  record Result(Optional<JsonNode> done, Optional<Refusal> refused) {
    Result {
      done = done == null ? Optional.empty() : done.filter(it -> !it.isNull());
      refused = refused == null ? Optional.empty() : refused;
    }

    static Result of(Object value) {
      return new Result(Optional.of(ControlMessage.JSON.valueToTree(value)), Optional.empty());
    }

    static Result refused(Refusal why) {
      return new Result(Optional.empty(), Optional.of(why));
    }
  }

  /**
   * @param caller in whose name it is asked
   */
  StudioRequest(Studio studio, String caller) {
    this.studio = studio;
    this.caller = caller;
  }

  Reply answer(Request request) {
    try {
      return Reply.of(result(request));
    } catch (IllegalArgumentException | JacksonException e) {
      return Reply.of(Result.refused(StudioReporter.invalid(String.valueOf(e.getMessage()))));
    }
  }

  /** What comes of a request. */
  Result result(Request request) {
    return switch (request.command()) {
      case "studio" -> request.source().isPresent() ? one(request) : all();
      case "studio takes" -> takes(request);
      case AGENDA -> agenda(request);
      case "studio lease" -> control(request);
      case "studio start", "studio stop", "studio cut", "studio mark" -> command(request);
      case "studio take" -> take(request);
      case "studio call" -> call(request);
      case "studio delete" -> delete(request);
      default ->
          Result.refused(
              StudioReporter.invalid("The studio does not know the command " + request.command()));
    };
  }

  private Result all() {
    return Result.of(StudioReporter.of(studio.sources()));
  }

  private Result one(Request request) {
    return studio
        .source(name(request))
        .map(it -> Result.of(StudioReporter.of(it)))
        .orElseGet(() -> unknown(request));
  }

  private Result takes(Request request) {
    if (studio.source(name(request)).isEmpty()) {
      return unknown(request);
    }
    int most = request.content().map(it -> it.path("limit").asInt(USUAL_TAKES)).orElse(USUAL_TAKES);
    return Result.of(
        new StudioReport.Takes(
            studio.takes(name(request), most).stream().map(StudioReporter::of).toList()));
  }

  private Result agenda(Request request) {
    int days = request.content().map(it -> it.path("days").asInt(USUAL_DAYS)).orElse(USUAL_DAYS);
    if (days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException("days is 1 to " + MOST_DAYS);
    }
    return Result.of(StudioReporter.agenda(studio.agenda(Duration.ofDays(days), MOST)));
  }

  // --- control

  private Result control(Request request) {
    if (studio.source(name(request)).isEmpty()) {
      return unknown(request);
    }
    ControlWish wish = content(request, ControlWish.class);
    return switch (studio.lease(name(request), order(wish))) {
      case LeaseAnswer.Granted(var lease, String token) ->
          Result.of(
              new StudioReport.Controlled(
                  Optional.of(token),
                  Optional.of(StudioReporter.of(lease, Optional.of(true))),
                  source(request, true)));
      case LeaseAnswer.Noted() -> {
        StudioReport.Source source = source(request, false);
        yield Result.of(new StudioReport.Controlled(Optional.empty(), source.lease(), source));
      }
      case LeaseAnswer.Conflict(String why, var lease) ->
          Result.refused(StudioReporter.conflict(why, lease));
    };
  }

  private static LeaseOrder order(ControlWish wish) {
    return switch (wish.action()) {
      case "take" -> new LeaseOrder.Take(owner(wish));
      case "request" -> new LeaseOrder.Request(owner(wish));
      case "takeOver" -> new LeaseOrder.TakeOver(owner(wish));
      case "force" -> new LeaseOrder.Force(owner(wish));
      case "renew" -> new LeaseOrder.Renew(token(wish));
      case "release" -> new LeaseOrder.Release(token(wish));
      case "keep" -> new LeaseOrder.Keep(token(wish));
      default -> throw new IllegalArgumentException("There is no action " + wish.action());
    };
  }

  private static Owner owner(ControlWish wish) {
    return wish.owner()
        .map(it -> new Owner(it.id(), it.name()))
        .orElseThrow(() -> new IllegalArgumentException(wish.action() + " needs an owner"));
  }

  private static String token(ControlWish wish) {
    return wish.token()
        .orElseThrow(() -> new IllegalArgumentException(wish.action() + " needs a token"));
  }

  // --- takes

  private Result command(Request request) {
    CommandWish wish = content(request, CommandWish.class);
    String verb = request.command().substring(COMMAND.length() + 1);
    Order order =
        new Order(
            wish.request(),
            Order.Verb.valueOf(verb.toUpperCase(Locale.ROOT)),
            name(request),
            new Commander.Holder(wish.token()),
            wish.name().or(wish::label).orElse(""));
    return told(studio.command(order, PATIENCE), request);
  }

  private Result told(Answer answer, Request request) {
    return switch (answer) {
      case Answer.Told told -> Result.of(StudioReporter.of(told, source(request, true)));
      case Answer.Conflict(String why, var lease) ->
          Result.refused(StudioReporter.conflict(why, lease));
      case Answer.Unknown(String why) -> Result.refused(StudioReporter.unknown(why));
    };
  }

  /** The take's id stands in the place of a source, here and below. */
  private Result take(Request request) {
    return known(request, studio.take(name(request)));
  }

  private static Result known(Request request, Optional<Take> take) {
    return take.map(it -> Result.of(StudioReporter.of(it)))
        .orElseGet(
            () -> Result.refused(StudioReporter.unknown("There is no take " + name(request))));
  }

  private Result call(Request request) {
    TextWish wish = content(request, TextWish.class);
    return known(request, studio.call(name(request), wish.name(), wish.note()));
  }

  private Result delete(Request request) {
    return switch (studio.delete(name(request), caller)) {
      case Answer.Told told -> Result.of(told.message());
      case Answer.Conflict(String why, var lease) ->
          Result.refused(StudioReporter.conflict(why, lease));
      case Answer.Unknown(String why) -> Result.refused(StudioReporter.unknown(why));
    };
  }

  // --- helpers

  private StudioReport.Source source(Request request, boolean yours) {
    SourceState state = studio.source(name(request)).orElseThrow();
    return StudioReporter.of(state, Optional.of(yours));
  }

  private static Result unknown(Request request) {
    return Result.refused(StudioReporter.unknown("There is no source " + name(request)));
  }

  private static String name(Request request) {
    return request.source().orElse("");
  }

  /** What a request says. */
  static <T> T content(Request request, Class<T> type) {
    return ControlMessage.JSON.treeToValue(
        request
            .content()
            .orElseThrow(() -> new IllegalArgumentException("The request says nothing")),
        type);
  }
}
