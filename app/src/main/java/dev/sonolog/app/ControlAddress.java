package dev.sonolog.app;

import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Where a running recorder is spoken to: a Unix-domain socket that recorder and callers derive from
 * the archive's state folder.
 */
final class ControlAddress {
  /**
   * A socket's path is limited by the kernel (sun_path in unix(7)) to 108 bytes with the
   * terminating zero.
   */
  private static final int LONGEST_PATH = 107;

  private ControlAddress() {}

  /** Of a recorder. */
  static UnixDomainSocketAddress of(Path stateDirectory) {
    return of(stateDirectory, "control.sock");
  }

  /** Of who serves the archive while no recorder runs. */
  static UnixDomainSocketAddress ofWeb(Path stateDirectory) {
    return of(stateDirectory, "web.sock");
  }

  private static UnixDomainSocketAddress of(Path stateDirectory, String file) {
    Path inside = stateDirectory.resolve(file);
    byte[] name = inside.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length <= LONGEST_PATH) {
      return UnixDomainSocketAddress.of(inside);
    }
    // Too deep a folder: a name in the folder for temporary files that both sides compute.
    return UnixDomainSocketAddress.of(
        Path.of(
            System.getProperty("java.io.tmpdir", "/tmp"),
            "sonolog-" + UUID.nameUUIDFromBytes(name) + ".sock"));
  }
}
