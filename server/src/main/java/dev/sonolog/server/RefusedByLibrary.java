package dev.sonolog.server;

import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Field;
import dev.sonolog.server.http.Problem;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * What is said of requests that the HTTP library refuses before anything here sees them: those that
 * are no HTTP, whose address is wrongly written, or which are too long. Any thread.
 */
final class RefusedByLibrary {
  private static final int TARGET_TOO_LONG = 414;
  private static final int HEADER_TOO_LONG = 431;

  private RefusedByLibrary() {}

  static DirectHandlers handlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(
          type, (_, event, status, header, _) -> answer(event.keepAlive(), status, header));
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse answer(
      boolean keepAlive, Status status, ServerResponseHeaders header) {
    Answer answer = ProblemAnswers.problem(problem(status));
    DirectHandler.TransportResponse.Builder response =
        DirectHandler.TransportResponse.builder().headers(header).status(status);
    Exchange.ALWAYS.forEach(it -> add(response, it));
    add(response, Exchange.NOTHING_ACTIVE);
    answer.fields().forEach(it -> add(response, it));
    return response.entity(bytes(answer)).keepAlive(keepAlive).build();
  }

  private static void add(DirectHandler.TransportResponse.Builder response, Field field) {
    response.header(HeaderNames.create(field.name()), field.value());
  }

  /** The library's own words are left out: they repeat what was sent. */
  private static Problem problem(Status status) {
    return switch (status.code()) {
      case 413 -> Problem.TOO_LARGE.with("The body is longer than this server takes");
      case TARGET_TOO_LONG ->
          problem(status, "address-too-long", "The address is too long; it has at most 8 KiB");
      case HEADER_TOO_LONG ->
          problem(status, "header-too-long", "The header is too long; it has at most 16 KiB");
      case 400 ->
          Problem.BAD_REQUEST.with(
              "It is no HTTP, or too long, or its address has a character that must be written as"
                  + " %XX, or a % without two hexadecimal digits");
      case 500 -> Problem.DEFECT;
      default ->
          problem(status, "refused", "The request cannot be served: " + status.reasonPhrase());
    };
  }

  private static Problem problem(Status status, String type, String detail) {
    return new Problem(
        status.code(), type, "The request cannot be served", Optional.of(detail), List.of());
  }

  private static byte[] bytes(Answer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      answer.body().writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
