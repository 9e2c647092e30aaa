package dev.sonolog.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request gets.
 *
 * @param status as RFC 9110, 15
 * @param fields its header, but for the length
 * @param length of the body in bytes; unknown where there is none
 * @param body writes it
 * @param held what is closed when it was sent, or could not be
 */
public record Answer(int status, List<Field> fields, OptionalLong length, Body body, Held held) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** What follows the header. */
  @FunctionalInterface
  public interface Body {
    /**
     * Writes all of it. On the request's own thread, which is a virtual one: what blocks in a file
     * is done elsewhere.
     *
     * @throws IOException if it cannot be had, or nobody takes it; the connection is closed
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /** What an answer keeps open. */
  @FunctionalInterface
  public interface Held {
    Held NOTHING = () -> {};

    void close() throws IOException;
  }

  public Answer {
    fields = List.copyOf(fields);
  }

  /** An answer of bytes. */
  public static Answer of(int status, String type, byte[] body) {
    return new Answer(
        status,
        List.of(new Field("Content-Type", type)),
        OptionalLong.of(body.length),
        out -> out.write(body),
        Held.NOTHING);
  }

  /** An answer of text. */
  public static Answer text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer of JSON. */
  public static Answer json(int status, Object value) {
    return of(status, "application/json", JSON.writeValueAsBytes(value));
  }

  /**
   * An answer of a kind of JSON.
   *
   * @param type its media type
   */
  public static Answer json(int status, String type, Object value) {
    return of(status, type, JSON.writeValueAsBytes(value));
  }

  /** An answer without a body. */
  public static Answer empty(int status) {
    return new Answer(status, List.of(), OptionalLong.of(0), _ -> {}, Held.NOTHING);
  }

  /** The same with another field. */
  public Answer with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Answer(status, more, length, body, held);
  }

  /**
   * The same with its body sent through another stream.
   *
   * @param way makes it of the one that leads to the client
   */
  public Answer through(UnaryOperator<OutputStream> way) {
    return new Answer(status, fields, length, out -> body.writeTo(way.apply(out)), held);
  }

  /** The same with other fields. */
  public Answer with(List<Field> others) {
    List<Field> more = new ArrayList<>(fields);
    more.addAll(others);
    return new Answer(status, more, length, body, held);
  }
}
