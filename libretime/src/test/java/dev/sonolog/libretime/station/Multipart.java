package dev.sonolog.libretime.station;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one part of an upload; not for anything else. */
final class Multipart {
  private static final Pattern HEAD =
      Pattern.compile(
          "Content-Disposition: form-data; name=\"([^\"]*)\"; filename=\"([^\"]*)\"\r\n");

  private final String field;
  private final String fileName;
  private final byte[] content;

  private Multipart(String field, String fileName, byte[] content) {
    this.field = field;
    this.fileName = fileName;
    this.content = content;
  }

  /** The part; nothing where the body does not begin and end as it should. */
  static Optional<Multipart> parse(String type, byte[] body) {
    int mark = type.indexOf("boundary=");
    String text = new String(body, StandardCharsets.ISO_8859_1);
    if (mark < 0) {
      return Optional.empty();
    }
    String boundary = "--" + type.substring(mark + "boundary=".length());
    String end = "\r\n" + boundary + "--\r\n";
    int headEnd = text.indexOf("\r\n\r\n");
    if (!text.startsWith(boundary + "\r\n") || !text.endsWith(end) || headEnd < 0) {
      return Optional.empty();
    }
    Matcher head = HEAD.matcher(text.substring(0, headEnd + 2));
    if (!head.find()) {
      return Optional.empty();
    }
    String name =
        new String(head.group(2).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    byte[] content = Arrays.copyOfRange(body, headEnd + 4, body.length - end.length());
    return Optional.of(new Multipart(head.group(1), name, content));
  }

  String field() {
    return field;
  }

  String fileName() {
    return fileName;
  }

  byte[] content() {
    return content;
  }
}
