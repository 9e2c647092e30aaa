package dev.sonolog.libretime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file as a form field (RFC 7578), streamed from the disk. It knows whether it was read to its
 * end: where it was not, it cannot have arrived.
 */
final class UploadBody {
  private static final String BOUNDARY = "sonolog-7c1f0e5b9a3d4826";

  private final Path file;
  private final byte[] head;
  private final byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
  private final long size;
  private final AtomicBoolean readToItsEnd = new AtomicBoolean();

  UploadBody(Path file) throws IOException {
    this.file = file;
    this.size = Files.size(file);
    this.head =
        ("--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + plain(file.getFileName().toString())
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
  }

  private static String plain(String name) {
    return name.replaceAll("[\\p{Cntrl}\"\\\\]", "_");
  }

  String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  BodyPublisher publisher() {
    return BodyPublishers.fromPublisher(
        BodyPublishers.concat(
            BodyPublishers.ofByteArray(head),
            BodyPublishers.ofInputStream(this::open),
            BodyPublishers.ofByteArray(tail)),
        head.length + size + tail.length);
  }

  private InputStream open() {
    try {
      return new FilterInputStream(Files.newInputStream(file)) {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          int count = super.read(buffer, offset, length);
          readToItsEnd.compareAndSet(false, count < 0);
          return count;
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether all of it may be on its way. */
  boolean mayHaveArrived() {
    return readToItsEnd.get();
  }
}
