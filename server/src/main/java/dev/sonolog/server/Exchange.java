package dev.sonolog.server;

import dev.sonolog.server.access.Caller;
import dev.sonolog.server.access.Decision;
import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Refused;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.BlockingWork;
import dev.sonolog.server.http.Field;
import dev.sonolog.server.http.Parameters;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.http.RouteTable;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happens to one request: it is looked up, its sender is judged, its handler is called on a
 * platform thread, and what it answers is sent. On the virtual thread of its connection.
 */
final class Exchange {
  private static final Logger LOG = System.getLogger(Exchange.class.getName());
  private static final String NEW = "/api/v1/";

  /** More than any handler takes. */
  private static final int LONGEST_CONTENT = 64 << 10;

  /** What every answer says. */
  static final List<Field> ALWAYS =
      List.of(
          new Field("X-Content-Type-Options", "nosniff"),
          new Field("Referrer-Policy", "no-referrer"),
          new Field("Cross-Origin-Resource-Policy", "same-origin"),
          new Field("X-Frame-Options", "DENY"));

  static final Field NOTHING_ACTIVE =
      new Field("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

  private final RouteTable routes;
  private final Doorkeeper doorkeeper;
  private final BlockingWork quick;
  private final BlockingWork slow;
  private final BlockingWork patient;
  private final SendingWatch watch;

  Exchange(
      RouteTable routes,
      Doorkeeper doorkeeper,
      BlockingWork quick,
      BlockingWork slow,
      BlockingWork patient,
      SendingWatch watch) {
    this.routes = routes;
    this.doorkeeper = doorkeeper;
    this.quick = quick;
    this.slow = slow;
    this.patient = patient;
    this.watch = watch;
  }

  void handle(ServerRequest request, ServerResponse response) {
    HeadWatch.arrived();
    boolean head = request.prologue().method().text().equals("HEAD");
    boolean last = isLast(request);
    Answer answer = answer(request);
    try {
      send(last ? answer.with("Connection", "close") : answer, response, head);
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.DEBUG, "{0}: not sent: {1}", request.prologue().uriPath().path(), e.toString());
      throw new CloseConnectionException("The answer was not sent", e);
    } finally {
      release(answer);
    }
    if (last) {
      throw new CloseConnectionException("The client wants no further answer");
    }
    HeadWatch.answered();
  }

  /** Whether the client takes no further answer on this connection (RFC 9112, 9.6). */
  private static boolean isLast(ServerRequest request) {
    return Doorkeeper.field(request, "Connection").stream()
        .flatMap(it -> Stream.of(it.split(",", -1)))
        .anyMatch(it -> it.strip().equalsIgnoreCase("close"));
  }

  private static void release(Answer answer) {
    try {
      answer.held().close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Something stays behind: {0}", e.toString());
    }
  }

  // --- what is answered

  private Answer answer(ServerRequest request) {
    String path = request.prologue().uriPath().rawPath();
    boolean legacy = !path.startsWith(routes.base().address(NEW));
    try {
      return switch (routes.find(request.prologue().method().text(), path)) {
        case RouteTable.Found.Match(Route route, Map<String, String> variables) -> {
          legacy = route.demand().legacy();
          yield judged(request, route, variables);
        }
        case RouteTable.Found.OtherMethods(String allowed) ->
            told(METHOD.with("This address takes " + allowed), legacy).with("Allow", allowed);
        case RouteTable.Found.Nothing _ ->
            told(Problem.NOT_FOUND.with("There is nothing at this address"), legacy);
      };
    } catch (ProblemException e) {
      return told(e.problem(), legacy).with(e.problem().fields());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return told(Problem.UNAVAILABLE.with("The server is stopping"), legacy);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0}: {1}", path, e.toString());
      return told(FAILED.with(String.valueOf(e.getMessage())), legacy);
    } catch (RequestException | CloseConnectionException e) {
      throw e; // the library answers what is no HTTP, and hangs up
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, path + " met a defect in this program", e);
      return told(Problem.DEFECT, legacy);
    }
  }

  private static final Problem METHOD =
      new Problem(
          405, "method", "That method is not for this address", Optional.empty(), List.of());

  private static final Problem FAILED =
      new Problem(500, "failed", "That failed", Optional.empty(), List.of());

  private Answer judged(ServerRequest request, Route route, Map<String, String> variables)
      throws IOException, ProblemException, InterruptedException {
    Parameters query = Parameters.of(request.prologue().query().rawValue());
    BlockingWork threads =
        switch (route.pace()) {
          case QUICK -> quick;
          case SLOW -> slow;
          case PATIENT -> patient;
        };
    Decision decision = quick.call(() -> doorkeeper.judge(request, query, route.demand()));
    return switch (decision) {
      case Decision.Admitted(Caller caller) -> {
        Request asked = asked(request, query, variables, caller, content(request));
        Answer answer = threads.call(() -> route.handler().answer(asked));
        yield answer.through(
            out ->
                new AdmittedOutput(
                    out, () -> doorkeeper.admitsStill(request, query, route.demand()), quick));
      }
      case Refused refused -> refused(refused, route.demand());
    };
  }

  private Request asked(
      ServerRequest request,
      Parameters query,
      Map<String, String> variables,
      Caller caller,
      byte[] content) {
    return new Request(
        request.prologue().method().text(),
        routes.base(),
        query,
        name -> Doorkeeper.field(request, name),
        variables,
        caller,
        doorkeeper.client(request),
        most -> limited(content, most));
  }

  /** Read before the handler is called: a client that takes its time must not hold its thread. */
  private byte[] content(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (SendingWatch.Sending receiving = watch.begin();
        InputStream in = receiving.watched(request.content().inputStream())) {
      return in.readNBytes(LONGEST_CONTENT + 1);
    } catch (IOException | UncheckedIOException | DataReader.InsufficientDataAvailableException e) {
      throw new CloseConnectionException("The request did not arrive whole", e);
    }
  }

  private static byte[] limited(byte[] content, int most) throws ProblemException {
    if (content.length > most) {
      throw Problem.TOO_LARGE.exception("At most " + most + " bytes are taken here");
    }
    return content;
  }

  private static Answer refused(Refused refused, Demand demand) {
    Problem problem =
        new Problem(
            refused.status(),
            refused.word(),
            refused.status() == 401 ? "Who is asking?" : "That is not allowed",
            Optional.of(refused.sentence()),
            List.of());
    Answer answer = told(problem, demand.legacy());
    if (refused.retryAfter().isPresent()) {
      answer = answer.with("Retry-After", "" + Math.max(1, refused.retryAfter().get().toSeconds()));
    }
    return refused.challenge().isPresent()
        ? answer.with("WWW-Authenticate", refused.challenge().get())
        : answer;
  }

  private static Answer told(Problem problem, boolean legacy) {
    return legacy ? ProblemAnswers.isr(problem) : ProblemAnswers.problem(problem);
  }

  // --- how it is sent

  private void send(Answer answer, ServerResponse response, boolean head) throws IOException {
    response.status(Status.create(answer.status()));
    ALWAYS.forEach(field -> response.header(field.name(), field.value()));
    if (answer.fields().stream().noneMatch(it -> it.name().equals(NOTHING_ACTIVE.name()))) {
      response.header(NOTHING_ACTIVE.name(), NOTHING_ACTIVE.value());
    }
    answer.fields().forEach(field -> response.header(field.name(), field.value()));
    answer.length().ifPresent(it -> response.header(HeaderNames.CONTENT_LENGTH, Long.toString(it)));
    if (head || answer.length().orElse(-1) == 0 || answer.status() == 304) {
      response.send();
      return;
    }
    try (SendingWatch.Sending sending = watch.begin();
        OutputStream out = sending.watched(response.outputStream())) {
      answer.body().writeTo(out);
    }
  }
}
