package dev.sonolog.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered: the head, read, and the body, still to come. Owned by the connection that
 * asked; closing it gives the HTTP client its connection back and never waits.
 */
final class Reply implements Closeable {
  private final ClassicHttpResponse response;
  private final Closeable socket;

  /**
   * @param socket what the reply comes through; closed first, so that nothing waits for the rest
   */
  Reply(ClassicHttpResponse response, Closeable socket) {
    this.response = response;
    this.socket = socket;
  }

  int status() {
    return response.getCode();
  }

  /** The status as a person reads it: {@code 404 Not Found}. */
  String statusLine() {
    @Nullable String reason = response.getReasonPhrase();
    return reason == null || reason.isBlank() ? "" + status() : status() + " " + repair(reason);
  }

  /** The first header of that name, whatever its case, repaired to Unicode; absent when blank. */
  Optional<String> header(String name) {
    return headers(name).findFirst();
  }

  /** All headers of that name that say anything. */
  Stream<String> headers(String name) {
    return Stream.of(response.getHeaders(name))
        .map(Header::getValue)
        .filter(value -> value != null && !value.isBlank())
        .map(Reply::repair);
  }

  private static String repair(String value) {
    return RepairedText.ofHeader(value);
  }

  /** The body without transfer coding; an empty one when the server sent none. */
  InputStream body() throws IOException {
    @Nullable HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  @Override
  public void close() {
    try (response;
        socket) {
      // Resources close in reverse order: the socket, then what is built on it.
      return;
    } catch (IOException _) {
      // What is left of a body that nobody wants may fail as it likes.
      return;
    }
  }
}
