package dev.sonolog.server.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that the page is made of, with a version that is another one as soon as any of them is.
 * Immutable.
 *
 * <p>Libraries are jars whose scripts lie below {@code META-INF/resources/_static}; their part of
 * the import map lies in {@code META-INF/importmap.json}.
 */
final class PageFiles {
  private static final String OWN = "files";
  private static final int DIGITS = 12;

  private final SortedMap<String, byte[]> own;
  private final Libraries libraries;
  private final String version;

  private PageFiles(SortedMap<String, byte[]> own, Libraries libraries) {
    this.own = own;
    this.libraries = libraries;
    this.version = digest(own, libraries.imports());
  }

  /**
   * Those of this program.
   *
   * @throws IOException if the program is not whole
   */
  static PageFiles ofProgram() throws IOException {
    URL there = PageFiles.class.getResource(OWN);
    if (there == null) {
      throw new IOException("This program is not whole: the page's files are missing");
    }
    try {
      URI root = there.toURI();
      if (!root.getScheme().equals("jar")) {
        return of(Path.of(root));
      }
      try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
        String inside = root.getSchemeSpecificPart();
        return of(jar.getPath(inside.substring(inside.indexOf("!/") + 1)));
      }
    } catch (URISyntaxException e) {
      throw new IOException("The page's files are at no proper place", e);
    }
  }

  /**
   * Those of a folder, as they are now.
   *
   * @throws IOException if they cannot be read
   */
  static PageFiles of(Path folder) throws IOException {
    SortedMap<String, byte[]> own = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        own.put(name, Slim.of(name, Files.readAllBytes(file)));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new PageFiles(own, Libraries.ofClassPath());
  }

  /** Digits that stand for the contents of all files. */
  String version() {
    return version;
  }

  /** Where a library's name in a script leads, below the page's own files. */
  Map<String, String> imports() {
    return libraries.imports();
  }

  /**
   * One of them.
   *
   * @param name such as {@code lib/time.js}
   * @throws IOException if it cannot be read
   */
  Optional<byte[]> get(String name) throws IOException {
    byte[] content = own.get(name);
    return content == null ? libraries.get(name) : Optional.of(content);
  }

  private static String digest(SortedMap<String, byte[]> files, Map<String, String> imports) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (name, content) -> {
            digest.update((name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
          });
      digest.update(new TreeMap<>(imports).toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
