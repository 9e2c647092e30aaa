package dev.sonolog.alsa;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A tree like those of the kernel, under a folder of the test. */
final class SoundTree {
  private final Path root;

  SoundTree(Path root) {
    this.root = root;
  }

  SoundTree cards(String... lines) throws IOException {
    return write("proc/asound/cards", String.join("\n", lines) + "\n");
  }

  /** A device of a card that captures, with one place that nobody holds. */
  SoundTree device(int card, int device, String name) throws IOException {
    String folder = "proc/asound/card" + card + "/pcm" + device + "c/";
    write(
        folder + "info", "card: " + card + "\ndevice: " + device + "\nid: x\nname: " + name + "\n");
    return write(folder + "sub0/status", "closed\n");
  }

  SoundTree held(int card, int device, int sub, long thread) throws IOException {
    return write(
        "proc/asound/card" + card + "/pcm" + device + "c/sub" + sub + "/status",
        "state: RUNNING\nowner_pid   : " + thread + "\ntrigger_time: 8183.104\n");
  }

  SoundTree process(long thread, long pid, String program) throws IOException {
    write(
        "proc/" + thread + "/status", "Name:\tworker\nTgid:\t" + pid + "\nPid:\t" + thread + "\n");
    return write("proc/" + pid + "/comm", program + "\n");
  }

  SoundTree usb(int card, String port) throws IOException {
    Path place = root.resolve("sys/devices/pci0000:00/usb1/" + port + "/" + port + ":1.0");
    Files.createDirectories(place);
    Path entry = Files.createDirectories(root.resolve("sys/class/sound/card" + card));
    Files.createSymbolicLink(entry.resolve("device"), entry.relativize(place));
    return this;
  }

  SoundTree stream(int card, String text) throws IOException {
    return write("proc/asound/card" + card + "/stream0", text);
  }

  private SoundTree write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Path fresh = Files.writeString(root.resolve("fresh"), text);
    Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return this;
  }
}
