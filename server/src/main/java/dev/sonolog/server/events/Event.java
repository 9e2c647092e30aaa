package dev.sonolog.server.events;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that happened, as it goes over the wire; made once for all who listen.
 *
 * @param topic what it is about
 * @param user who alone is told; all are where it is empty
 * @param bytes of the event stream
 */
@SuppressWarnings("ArrayRecordComponent") // shared by contract; never compared
public record Event(String topic, Optional<String> user, byte[] bytes) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  static final Event HEARTBEAT =
      new Event("", Optional.empty(), ":\n\n".getBytes(StandardCharsets.UTF_8));

  /**
   * One for all who want its topic.
   *
   * @param name of the event
   * @param id by which a client says where it was
   */
  public static Event of(String topic, String name, long id, Object data) {
    return of(topic, Optional.empty(), name, id, data);
  }

  /**
   * One for a user alone, unless it is empty.
   *
   * @param name of the event
   * @param id by which a client says where it was
   */
  static Event of(String topic, Optional<String> user, String name, long id, Object data) {
    String text =
        "id: %d\nevent: %s\ndata: %s\n\n".formatted(id, name, JSON.writeValueAsString(data));
    return new Event(topic, user, text.getBytes(StandardCharsets.UTF_8));
  }
}
