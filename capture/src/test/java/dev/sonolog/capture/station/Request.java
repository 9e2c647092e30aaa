package dev.sonolog.capture.station;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a listener asked for.
 *
 * @param line the request line
 * @param headers the header lines as they came
 */
public record Request(String line, List<String> headers) {
  /** The path with the query. */
  public String path() {
    return line.split(" ", 3)[1];
  }

  /** The value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(header -> header.substring(name.length() + 1).strip())
        .findFirst();
  }

  static Request read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("The listener went before it had asked");
      }
      head.append((char) b);
    }
    List<String> lines = head.toString().lines().filter(line -> !line.isEmpty()).toList();
    return new Request(lines.getFirst(), lines.subList(1, lines.size()));
  }

  /** The whole request, for messages. */
  @Override
  public String toString() {
    return new String(
        (line + " " + headers).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
