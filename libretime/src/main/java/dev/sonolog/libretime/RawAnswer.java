package dev.sonolog.libretime;

import java.util.Arrays;

/** What LibreTime answered to somebody else's question, unchanged. */
public final class RawAnswer {
  private final int status;
  private final String contentType;
  private final byte[] body;

  RawAnswer(int status, String contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  static RawAnswer of(Answer answer) {
    String type = answer.header("content-type").orElse("application/json");
    return new RawAnswer(answer.status(), type, answer.body());
  }

  /** As it was, errors too. */
  public int status() {
    return status;
  }

  /** As it was. */
  public String contentType() {
    return contentType;
  }

  /** As it was. */
  public byte[] body() {
    return Arrays.copyOf(body, body.length);
  }
}
