package dev.sonolog.server.files;

import java.util.Locale;
import java.util.Map;

/** What files are, by the ends of their names. */
public final class MediaTypes {
  /** Of anything else. */
  public static final String UNKNOWN = "application/octet-stream";

  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("wav", "audio/wav"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("mp2", "audio/mpeg"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("oga", "audio/ogg"),
          Map.entry("opus", "audio/ogg"),
          Map.entry("flac", "audio/flac"),
          Map.entry("aac", "audio/aac"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("map", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/vnd.microsoft.icon"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("yaml", "application/yaml"));

  private MediaTypes() {}

  /**
   * The value of {@code Content-Type}.
   *
   * @param fileName in any case
   */
  public static String of(String fileName) {
    return BY_EXTENSION.getOrDefault(extension(fileName), UNKNOWN);
  }

  /** What stands behind the last full stop, in small letters. */
  static String extension(String fileName) {
    return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
