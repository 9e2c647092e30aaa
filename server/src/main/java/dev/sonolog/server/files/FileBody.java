package dev.sonolog.server.files;

import dev.sonolog.server.files.FileAnswer.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The bytes of an answer. While one buffer goes to the client the next is read, on another thread;
 * so neither waits for the other longer than it must, and the thread that sends never touches the
 * disk. Owned by that thread; sent once.
 */
public final class FileBody {
  private static final int BUFFER = 128 << 10;

  private final StoredFile file;
  private final List<Part> parts;

  FileBody(StoredFile file, List<Part> parts) {
    this.file = file;
    this.parts = List.copyOf(parts);
  }

  /**
   * Sends exactly as many bytes as the answer promised.
   *
   * @throws TruncatedWhileSending if the file has become too short for that
   * @throws IOException if the file cannot be read, or {@code out} failed
   */
  public void send(OutputStream out) throws IOException {
    for (Part part : parts) {
      switch (part) {
        case Part.Memory(byte[] bytes) -> out.write(bytes);
        case Part.Stored(ByteRange range) -> send(range, out);
      }
    }
  }

  private void send(ByteRange range, OutputStream out) throws IOException {
    int buffer = (int) Math.min(BUFFER, range.length());
    byte[] spare = new byte[buffer];
    int count = buffer;
    Future<byte[]> reading = file.read(range.first(), spare, count);
    spare = new byte[range.length() > buffer ? buffer : 0];
    long at = range.first();
    while (at < range.end()) {
      byte[] read = file.await(reading);
      at += count;
      int length = count;
      count = (int) Math.min(buffer, range.end() - at);
      if (count > 0) {
        reading = file.read(at, spare, count);
      }
      out.write(read, 0, length);
      spare = read;
    }
  }
}
