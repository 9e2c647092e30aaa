package dev.sonolog.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** ALSA's configuration as the product sees it: that of the system, and a file of the test. */
record AlsaConfiguration(Path folder) {
  /** Defines these cards and no others; a program that runs sees it. */
  void define(String... definitions) throws IOException {
    Path fresh = Files.writeString(folder.resolve("asound.new"), String.join("", definitions));
    Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE); // never read by half
  }

  /** What a program must be started with. */
  Map<String, String> environment() {
    return Map.of(
        "ALSA_CONFIG_PATH",
        "/usr/share/alsa/alsa.conf:" + file(),
        "HOME",
        folder.toString(),
        "XDG_RUNTIME_DIR",
        folder.toString());
  }

  private Path file() {
    return folder.resolve("asound.conf");
  }
}
