package dev.sonolog.server.events;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that happened, as it goes over the wire; made once for all who listen.
 *
 * @param topic what it is about
 * @param bytes of the event stream
 */
@SuppressWarnings("ArrayRecordComponent") // shared by contract; never compared
record Event(String topic, byte[] bytes) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  static final Event HEARTBEAT = new Event("", ":\n\n".getBytes(StandardCharsets.UTF_8));

  /**
   * @param name of the event
   * @param id by which a client says where it was
   */
  static Event of(String topic, String name, long id, Object data) {
    String text =
        "id: %d\nevent: %s\ndata: %s\n\n".formatted(id, name, JSON.writeValueAsString(data));
    return new Event(topic, text.getBytes(StandardCharsets.UTF_8));
  }
}
