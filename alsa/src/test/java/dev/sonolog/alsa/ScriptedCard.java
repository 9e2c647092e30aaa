package dev.sonolog.alsa;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sound card that is software (scripted.c): compiled once, and made known to libasound by a
 * configuration file, before the library reads its first.
 */
@SuppressWarnings("restricted") // the environment of this very process is set
final class ScriptedCard {
  private static final List<String> NUMBERS =
      List.of("at", "pause", "most", "held", "rate", "channels", "times", "speed", "format");
  private static final List<String> DEFAULTS =
      List.of("0", "0", "0", "268435456", "0", "0", "1", "100", "-1");

  private static @Nullable Path folder;

  private ScriptedCard() {}

  /** The library, to which {@code scripted:fault=...,at=...} is a device. */
  static synchronized Alsa library() {
    try {
      if (folder == null) {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "scripted");
        configure(folder, compile(folder));
      }
      return Alsa.system();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("The scripted card could not be made", e);
    }
  }

  /** Adds definitions to the configuration, which the library sees at its next use. */
  static void define(String name, String text) throws IOException {
    library();
    Path file = java.util.Objects.requireNonNull(folder).resolve(name + ".conf");
    Files.writeString(file, text);
    setEnvironment("ALSA_CONFIG_PATH", environment() + ":" + file);
  }

  /** Takes definitions away again. */
  static void forget(String name) {
    Path file = java.util.Objects.requireNonNull(folder).resolve(name + ".conf");
    setEnvironment("ALSA_CONFIG_PATH", environment().replace(":" + file, ""));
  }

  private static String path = "";

  private static String environment() {
    return path;
  }

  private static Path compile(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve("scripted.c");
    try (InputStream in = ScriptedCard.class.getResourceAsStream("scripted.c")) {
      Files.copy(java.util.Objects.requireNonNull(in), source);
    }
    Path library = folder.resolve("libscripted.so");
    Path said = folder.resolve("gcc.txt");
    Process gcc = start(source, library, said);
    if (gcc.waitFor() != 0) {
      throw new AssertionError(
          "gcc failed (Debian: gcc, libasound2-dev): " + Files.readString(said));
    }
    return library;
  }

  private static Process start(Path source, Path library, Path said) {
    try {
      return new ProcessBuilder(
              "gcc",
              "-shared",
              "-fPIC",
              "-O1",
              "-Wall",
              "-Werror",
              "-DPIC",
              "-o",
              library.toString(),
              source.toString(),
              "-lasound")
          .redirectErrorStream(true)
          .redirectOutput(said.toFile())
          .start();
    } catch (IOException e) {
      throw new AssertionError("This test needs gcc (a Debian package; ./test installs it)", e);
    }
  }

  private static void configure(Path folder, Path library) throws IOException {
    StringBuilder text = new StringBuilder("pcm_type.scripted { lib \"" + library + "\" }\n");
    text.append("pcm.scripted {\n  @args [ fault ").append(String.join(" ", NUMBERS));
    text.append(" ]\n  @args.fault { type string default \"none\" }\n");
    for (int i = 0; i < NUMBERS.size(); i++) {
      text.append(
          "  @args.%s { type integer default %s }\n".formatted(NUMBERS.get(i), DEFAULTS.get(i)));
    }
    text.append("  type scripted\n  fault $fault\n");
    for (String number : NUMBERS) {
      text.append("  %s $%s\n".formatted(number, number));
    }
    text.append(
        "}\npcm.shared_mic { type scripted hint { show on description \"Shared mic\" } }\n");
    Path file = Files.writeString(folder.resolve("asound.conf"), text);
    setEnvironment("ALSA_CONFIG_PATH", "/usr/share/alsa/alsa.conf:" + file);
  }

  /** The environment as native code sees it; Java's own view does not change. */
  static void setEnvironment(String name, String value) {
    if (name.equals("ALSA_CONFIG_PATH")) {
      path = value;
    }
    Linker linker = Linker.nativeLinker();
    MethodHandle set =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setenv"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) set.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
    } catch (Throwable e) {
      throw new AssertionError("setenv", e);
    }
  }
}
