package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.server.service.StudioReport;
import dev.sonolog.server.service.StudioService;
import dev.sonolog.studio.KeptTakes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The recorder's studio as the web side sees it, through the recorder's socket, also where that is
 * this process. Platform threads.
 *
 * @param stateDirectory where the socket is
 */
record WebStudio(Path stateDirectory) implements StudioService {
  /** Ends what would go on without an end. */
  private static final class NobodyListens extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Outcome<StudioReport> sources() throws IOException {
    return asked(new Request(StudioRequest.COMMAND, Optional.empty()), StudioReport.class);
  }

  @Override
  public Outcome<StudioReport.Source> source(String name) throws IOException {
    return asked(new Request(StudioRequest.COMMAND, Optional.of(name)), StudioReport.Source.class);
  }

  @Override
  public Outcome<StudioReport.Takes> takes(String source, int most) throws IOException {
    return asked(request("studio takes", source, Map.of("limit", most)), StudioReport.Takes.class);
  }

  @Override
  public Outcome<StudioReport.Agenda> agenda(int days) throws IOException {
    JsonNode said = ControlMessage.JSON.valueToTree(Map.of("days", days));
    return asked(
        new Request(StudioRequest.AGENDA, Optional.empty(), Optional.of(said)),
        StudioReport.Agenda.class);
  }

  @Override
  public Outcome<StudioReport.Controlled> control(String source, ControlWish wish)
      throws IOException {
    return asked(request("studio lease", source, wish), StudioReport.Controlled.class);
  }

  @Override
  public Outcome<StudioReport.Commanded> command(String source, String verb, CommandWish wish)
      throws IOException {
    return asked(request("studio " + verb, source, wish), StudioReport.Commanded.class);
  }

  /** Takes are there without a recorder, too. */
  @Override
  public Outcome<StudioReport.Take> take(String id) throws IOException {
    Outcome<StudioReport.Take> asked =
        asked(new Request("studio take", Optional.of(id)), StudioReport.Take.class);
    if (!(asked instanceof Outcome.NoRecorder<StudioReport.Take>)) {
      return asked;
    }
    return new KeptTakes(stateDirectory.resolve("studio"))
        .find(id)
        .<Outcome<StudioReport.Take>>map(it -> new Outcome.Done<>(StudioReporter.of(it)))
        .orElseGet(() -> new Outcome.Refused<>(StudioReporter.unknown("There is no take " + id)));
  }

  @Override
  public Outcome<StudioReport.Take> change(String take, TextWish wish) throws IOException {
    return asked(request("studio call", take, wish), StudioReport.Take.class);
  }

  @Override
  public Outcome<String> delete(String take, String by) throws IOException {
    Request request =
        new Request("studio delete", Optional.of(take), Optional.empty(), Optional.of(by));
    return asked(request, String.class);
  }

  @Override
  public Outcome<String> resetMeters(String source) throws IOException {
    Request request = new Request("meter reset", Optional.of(source));
    Optional<Reply> reply = ControlClient.ask(stateDirectory, request, _ -> {});
    if (reply.isEmpty()) {
      return new Outcome.NoRecorder<>();
    }
    return reply.get().result().isPresent()
        ? new Outcome.Done<>(reply.get().result().get().asString())
        : new Outcome.Refused<>(
            new StudioReport.Refusal(
                "conflict",
                reply.get().error().orElse("The recorder gave no answer"),
                Optional.empty(),
                Optional.empty()));
  }

  private static Request request(String command, String about, Object content) {
    JsonNode said = ControlMessage.JSON.valueToTree(content);
    return new Request(command, Optional.of(about), Optional.of(said));
  }

  /** What the recorder says to a request of the studio or its station. */
  <T> Outcome<T> asked(Request request, Class<T> type) throws IOException {
    Optional<Reply> reply = ControlClient.ask(stateDirectory, request, _ -> {});
    if (reply.isEmpty()) {
      return new Outcome.NoRecorder<>();
    }
    JsonNode said =
        reply
            .get()
            .result()
            .orElseThrow(
                () -> new IOException(reply.get().error().orElse("The recorder gave no answer")));
    StudioRequest.Result result = ControlMessage.JSON.treeToValue(said, StudioRequest.Result.class);
    if (result.refused().isPresent()) {
      return new Outcome.Refused<>(result.refused().get());
    }
    return new Outcome.Done<>(ControlMessage.JSON.treeToValue(result.done().orElseThrow(), type));
  }

  @Override
  public void watch(Predicate<StudioReport.Source> told) throws IOException {
    follow("studio events", StudioReport.Source.class, told);
  }

  @Override
  public void meters(Predicate<StudioReport.Meters> told) throws IOException {
    follow("studio meters", StudioReport.Meters.class, told);
  }

  /** Tells what the recorder tells without an end, until it goes or nobody wants more. */
  <T> void follow(String command, Class<T> type, Predicate<T> told) throws IOException {
    try {
      var _ =
          ControlClient.ask(
              stateDirectory,
              new Request(command, Optional.empty()),
              news -> {
                if (news.isObject() && !told.test(ControlMessage.JSON.treeToValue(news, type))) {
                  throw new NobodyListens();
                }
              });
    } catch (NobodyListens _) {
      return; // the channel is closed, and the recorder sees that
    }
  }
}
