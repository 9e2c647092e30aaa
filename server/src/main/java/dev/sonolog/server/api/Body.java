package dev.sonolog.server.api;

import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what was sent along: JSON, of which every field is known and nothing is taken for something
 * else than it says. Any platform thread.
 */
final class Body {
  /** No request needs more, in bytes. */
  private static final int MOST = 64 << 10;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private static final Problem OTHER_TYPE =
      new Problem(
          415,
          "unsupported-type",
          "That is no JSON",
          Optional.empty(),
          List.<dev.sonolog.server.http.Field>of());

  private Body() {}

  /**
   * Reads the body.
   *
   * @param example what is to be sent, for the message
   */
  static <T> T read(Request request, Class<T> type, String example)
      throws IOException, ProblemException {
    requireJson(request);
    byte[] bytes = request.content().read(MOST);
    if (bytes.length == 0) {
      throw Problem.BAD_REQUEST.exception("Send JSON such as " + example);
    }
    try {
      return Optional.ofNullable(JSON.readValue(bytes, type))
          .orElseThrow(() -> Problem.BAD_REQUEST.exception("Send JSON such as " + example));
    } catch (UnrecognizedPropertyException e) {
      throw Problem.BAD_REQUEST.exception(
          "Unknown here: " + e.getPropertyName() + ". Send JSON such as " + example);
    } catch (DatabindException e) {
      throw Problem.BAD_REQUEST.exception(
          "%s is not what it must be. Send JSON such as %s"
              .formatted(e.getPath().isEmpty() ? "The body" : path(e), example));
    } catch (JacksonException _) {
      throw Problem.BAD_REQUEST.exception("The body is no JSON. Send JSON such as " + example);
    }
  }

  private static String path(DatabindException e) {
    String name = e.getPath().getFirst().getPropertyName();
    return name == null ? "The body" : name;
  }

  private static void requireJson(Request request) throws ProblemException {
    String type = request.header().get("Content-Type").orElse("application/json");
    String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!plain.equals("application/json")) {
      throw OTHER_TYPE.exception("Send it as application/json");
    }
  }
}
