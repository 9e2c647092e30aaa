package dev.sonolog.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A disk that can be made to hang: a folder that is seen through a file system in user space, whose
 * process is stopped. Reads, writes and even looking at a file then wait until it is continued.
 */
final class HungDisk implements AutoCloseable {
  private final Path mount;
  private final Process server;

  private HungDisk(Path mount, Process server) {
    this.mount = mount;
    this.server = server;
  }

  static HungDisk mount(Path folder) throws IOException {
    Path real = Files.createDirectories(folder.resolve("real"));
    Path mount = Files.createDirectories(folder.resolve("disk"));
    HungDisk disk = new HungDisk(mount, start(real, mount));
    Files.writeString(real.resolve("mounted"), "");
    Awaitility.await("the mount")
        .atMost(20, TimeUnit.SECONDS)
        .failFast("bindfs ended", () -> !disk.server.isAlive())
        .until(() -> Files.exists(mount.resolve("mounted")));
    return disk;
  }

  private static Process start(Path real, Path mount) {
    try {
      return new ProcessBuilder("bindfs", "-f", real.toString(), mount.toString())
          .inheritIO()
          .start();
    } catch (IOException e) {
      throw new AssertionError("Cannot run bindfs; ./test installs it", e);
    }
  }

  Path mount() {
    return mount;
  }

  void hang() {
    signal("STOP");
  }

  void recover() {
    signal("CONT");
  }

  @Override
  public void close() {
    recover();
    Tool.run("fusermount", "-u", "-z", mount.toString()).orFail();
    server.destroy(); // who has files open there would keep it
    server.onExit().join();
  }

  private void signal(String name) {
    Tool.run("kill", "-" + name, String.valueOf(server.pid())).orFail();
  }
}
