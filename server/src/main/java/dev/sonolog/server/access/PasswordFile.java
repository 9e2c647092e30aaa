package dev.sonolog.server.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A password that somebody put into a file, or writes to a pipe: a line of UTF-8. */
public final class PasswordFile {
  private static final int MOST_BYTES = 4096;

  private PasswordFile() {}

  /**
   * The password in a file.
   *
   * @throws IOException if it cannot be read; says which file
   */
  public static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (IOException e) {
      throw new IOException("The password file " + file + " cannot be read: " + e, e);
    }
  }

  /** All that comes, without the end of the line. */
  public static String read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new IOException("more than " + MOST_BYTES + " bytes are no password");
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.replaceFirst("\\r?\\n\\z", "");
  }
}
