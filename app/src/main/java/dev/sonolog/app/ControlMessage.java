package dev.sonolog.app;

import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * What goes over the control socket: one line of JSON there, and one or more back, of which the
 * last is the answer.
 */
final class ControlMessage {
  /** No request is longer, in bytes. */
  static final int LONGEST_REQUEST = 64 * 1024;

  static final ObjectMapper JSON = JsonMapper.builder().build();

  private ControlMessage() {}

  /**
   * What a caller wants.
   *
   * @param command its name, such as {@code status}
   * @param source the source that it concerns
   * @param content what else it says, by command
   * @param by in whose name it is asked, if not in the caller's own
   */
  record Request(
      String command, Optional<String> source, Optional<JsonNode> content, Optional<String> by) {
    Request(String command, Optional<String> source) {
      this(command, source, Optional.empty());
    }

    Request(String command, Optional<String> source, Optional<JsonNode> content) {
      this(command, source, content, Optional.empty());
    }

    Request { // a null of JSON is a node, too
      content = content == null ? Optional.empty() : content.filter(node -> !node.isNull());
      by = by == null ? Optional.empty() : by;
      Objects.requireNonNull(command, "it names no command");
      Objects.requireNonNull(source, "its source is null");
    }
  }

  /**
   * What the recorder says.
   *
   * @param error why it was not done
   * @param pending what is to be known while there is no answer, by command; another reply follows
   * @param result what it brought, by command
   */
  record Reply(Optional<String> error, Optional<JsonNode> pending, Optional<JsonNode> result) {
    Reply { // a null of JSON is a node, too
      pending = pending.filter(node -> !node.isNull());
      result = result.filter(node -> !node.isNull());
    }

    static Reply of(Object result) {
      return new Reply(Optional.empty(), Optional.empty(), Optional.of(JSON.valueToTree(result)));
    }

    static Reply failed(String why) {
      return new Reply(Optional.of(why), Optional.empty(), Optional.empty());
    }

    static Reply pending(Object news) {
      return new Reply(Optional.empty(), Optional.of(JSON.valueToTree(news)), Optional.empty());
    }
  }
}
