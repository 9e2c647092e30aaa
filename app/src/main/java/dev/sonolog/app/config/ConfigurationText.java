package dev.sonolog.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The text of a configuration file: UTF-8, with or without a byte order mark. */
final class ConfigurationText {
  /** The longest configuration in bytes; thousands of sources fit. */
  static final int MOST_BYTES = 4 << 20;

  private ConfigurationText() {}

  /** The text; empty when there is none, and then the problems say why. */
  static Optional<String> read(Path file, Problems problems) {
    try (InputStream input = Files.newInputStream(file)) {
      return decode(input.readNBytes(MOST_BYTES + 1), problems);
    } catch (NoSuchFileException _) {
      problems.fileError(
          "there is no such file; copy config.example.ini to this name and change it to your"
              + " needs");
    } catch (AccessDeniedException _) {
      problems.fileError("the file may not be read by this user; change its owner or permissions");
    } catch (IOException e) {
      problems.fileError(
          Files.isDirectory(file)
              ? "this is a folder; give the name of the configuration file in it"
              : "the file cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  static Optional<String> decode(byte[] bytes, Problems problems) {
    if (bytes.length > MOST_BYTES) {
      problems.fileError(
          "the file is longer than " + MOST_BYTES + " bytes; it is no configuration");
      return Optional.empty();
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer input = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(input, text, true);
    if (result.isError()) {
      problems.error(
          lineAt(bytes, input.position()),
          "this line is not UTF-8; save the file with the encoding UTF-8");
      return Optional.empty();
    }
    return Optional.of(withoutMark(text.flip().toString()));
  }

  private static int lineAt(byte[] bytes, int position) {
    String before = new String(bytes, 0, position, StandardCharsets.ISO_8859_1);
    return (int) (before + "x").lines().count();
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
