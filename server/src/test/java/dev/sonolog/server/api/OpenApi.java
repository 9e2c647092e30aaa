package dev.sonolog.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the interface, and whether an answer is what it says. */
final class OpenApi {
  private final JsonNode root;

  OpenApi() throws IOException {
    try (InputStream in = ApiV1.class.getResourceAsStream("openapi.yaml")) {
      root = new YAMLMapper().readTree(in);
    }
  }

  /** Such as {@code GET /api/v1/sources/{name}}, with the role. */
  SortedSet<String> operations() {
    TreeSet<String> operations = new TreeSet<>();
    root.at("/paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) ->
                        operations.add(
                            method.toUpperCase(java.util.Locale.ROOT)
                                + " "
                                + path
                                + " "
                                + operation.at("/x-role").asString())));
    return operations;
  }

  /** What an answer has that is not described; nothing where it is right. */
  List<String> complaints(String method, String template, Visitor.Reply reply) {
    JsonNode operation =
        root.path("paths").path(template).path(method.toLowerCase(java.util.Locale.ROOT));
    JsonNode response = resolved(operation.path("responses").path("" + reply.status()));
    if (response.isMissingNode()) {
      return List.of("status " + reply.status() + " is not described");
    }
    String type = reply.field("Content-Type").split(";", 2)[0];
    JsonNode content = response.path("content");
    if (reply.body().length == 0) {
      return List.of();
    }
    if (!content.has(type)) {
      return List.of("the type " + type + " of " + reply.status() + " is not described");
    }
    List<String> complaints = new ArrayList<>();
    if (type.endsWith("json")) {
      check(content.path(type).path("schema"), reply.json(), "", complaints);
    }
    return complaints;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").asString().substring(1)) : node;
  }

  private void check(JsonNode described, JsonNode value, String at, List<String> complaints) {
    JsonNode schema = resolved(described);
    if (schema.has("anyOf")) {
      checkAny(schema.path("anyOf"), value, at, complaints);
      return;
    }
    if (!types(schema).contains(type(value))
        && !(type(value).equals("integer") && types(schema).contains("number"))) {
      complaints.add(at + " is " + type(value) + ", not one of " + types(schema));
      return;
    }
    if (schema.has("enum") && !strings(schema.path("enum")).contains(value.asString())) {
      complaints.add(at + " is " + value + ", which is not described");
    }
    if (schema.path("format").asString("").equals("date-time") && value.isString()) {
      var _ = java.time.Instant.parse(value.asString());
    }
    if (value.isObject()) {
      checkObject(schema, value, at, complaints);
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      check(schema.path("items"), value.get(i), at + "/" + i, complaints);
    }
  }

  private void checkAny(JsonNode all, JsonNode value, String at, List<String> complaints) {
    List<String> fewest = List.of();
    for (int i = 0; i < all.size(); i++) {
      List<String> some = new ArrayList<>();
      check(all.get(i), value, at, some);
      if (some.isEmpty()) {
        return;
      }
      fewest = fewest.isEmpty() || some.size() > fewest.size() ? some : fewest;
    }
    complaints.addAll(fewest);
  }

  private void checkObject(JsonNode schema, JsonNode value, String at, List<String> complaints) {
    for (String name : strings(schema.path("required"))) {
      if (!value.has(name)) {
        complaints.add(at + "/" + name + " is missing");
      }
    }
    boolean closed = !schema.path("additionalProperties").asBoolean(true);
    value.forEachEntry(
        (name, each) -> {
          Optional<JsonNode> property =
              Optional.of(schema.path("properties").path(name)).filter(it -> !it.isMissingNode());
          if (property.isPresent()) {
            check(property.get(), each, at + "/" + name, complaints);
          } else if (closed) {
            complaints.add(at + "/" + name + " is not described");
          }
        });
  }

  private static List<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? strings(type) : List.of(type.asString(""));
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(it -> strings.add(it.asString()));
    return strings;
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> "null";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case STRING -> "string";
      case ARRAY -> "array";
      case OBJECT, POJO, BINARY -> "object";
    };
  }
}
