package dev.sonolog.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Node that Playwright brings along, and the TypeScript compiler, for the page's own code. */
final class Node {
  private static final String TYPESCRIPT = "/META-INF/resources/webjars/typescript";
  private static final Path TOOLS = Product.ROOT.resolve("it/target/node");

  private Node() {}

  /** Runs a script of the page's tests in their folder. */
  static Tool.Result run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "-C", tests().toString()));
    command.add(program().toString());
    command.addAll(List.of(arguments));
    return Tool.run(command);
  }

  /** Where the page's tests lie. */
  static Path tests() {
    return Product.ROOT.resolve("server/src/test/page");
  }

  /** The compiler's script. */
  static Path typescript() throws IOException {
    Path folder = TOOLS.resolve("typescript");
    URL there = Node.class.getResource(TYPESCRIPT);
    if (there == null) {
      throw new AssertionError("TypeScript is not on the class path");
    }
    if (!Files.exists(folder)) {
      try (FileSystem jar = FileSystems.newFileSystem(jarOf(there), Map.of());
          Stream<Path> versions = Files.list(jar.getPath(TYPESCRIPT))) {
        Path version = versions.findFirst().orElseThrow();
        copy(version.resolve("lib"), Files.createDirectories(folder));
      }
    }
    return folder.resolve("tsc.js");
  }

  private static URI jarOf(URL inside) {
    try {
      return inside.toURI();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Path program() throws IOException {
    Path program = TOOLS.resolve("node");
    if (!Files.isExecutable(program)) {
      String arm = System.getProperty("os.arch", "").equals("aarch64") ? "-arm64" : "";
      try (InputStream in = Node.class.getResourceAsStream("/driver/linux" + arm + "/node")) {
        if (in == null) {
          throw new AssertionError("Playwright has no Node for this machine");
        }
        Files.createDirectories(TOOLS);
        Path fresh = Files.createTempFile(TOOLS, "node", "");
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
        if (!fresh.toFile().setExecutable(true)) {
          throw new AssertionError(fresh + " cannot be made executable");
        }
        Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return program;
  }
}
