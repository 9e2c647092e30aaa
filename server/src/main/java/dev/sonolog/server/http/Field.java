package dev.sonolog.server.http;

/** A header field of an answer (RFC 9110, 5). */
public record Field(String name, String value) {
  /**
   * @throws IllegalArgumentException if the value would end the line
   */
  public Field {
    if (value.chars().anyMatch(it -> it < ' ' && it != '\t')) {
      throw new IllegalArgumentException("A control character in the field " + name);
    }
  }
}
