package dev.sonolog.alsa;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel tells of sound cards under {@code /proc/asound} and {@code /sys/class/sound},
 * read anew at each question. What is missing or not understood is left out: a card may vanish
 * between two lines. Stateless.
 */
final class SoundSystem {
  /** No file that is read here is nearly as long. */
  private static final int MAX_BYTES = 1 << 20;

  private static final Pattern CARD = Pattern.compile("^ *(\\d{1,9}) \\[(.*?) *\\]: (.*?) - (.*)$");
  private static final Pattern CAPTURE = Pattern.compile("pcm(\\d{1,9})c");
  private static final Pattern OWNER = Pattern.compile("(?m)^owner_pid *: (\\d{1,18})$");
  private static final Pattern LEADER = Pattern.compile("(?m)^Tgid:\\s*(\\d{1,18})$");
  private static final Pattern NAME = Pattern.compile("(?m)^name: (.*)$");
  private static final Pattern USB_INTERFACE = Pattern.compile("(\\d+-[\\d.]+):\\d+\\.\\d+");

  private final Path root;

  /**
   * @param root where {@code proc} and {@code sys} are
   */
  SoundSystem(Path root) {
    this.root = root;
  }

  /**
   * A card.
   *
   * @param number changes with each start of the machine
   * @param id the kernel's word for it; two of the same model get theirs in the order of their
   *     start
   * @param driver the kernel's
   * @param name for people
   */
  record Card(int number, String id, String driver, String name) {}

  /** The cards, by number. */
  List<Card> cards() {
    List<Card> cards = new ArrayList<>();
    for (String line : cardsText().split("\n", -1)) {
      Matcher card = CARD.matcher(line);
      if (card.matches()) {
        cards.add(
            new Card(Integer.parseInt(card.group(1)), card.group(2), card.group(3), card.group(4)));
      }
    }
    return cards;
  }

  /** The kernel's list of cards as it stands: equal as long as no card comes or goes. */
  String cardsText() {
    return text(root.resolve("proc/asound/cards"));
  }

  /** The numbers of the devices of a card that capture. */
  List<Integer> captureDevices(Card card) {
    List<Integer> devices = new ArrayList<>();
    for (Path entry : entries(folder(card.number()))) {
      Matcher capture = CAPTURE.matcher(entry.getFileName().toString());
      if (capture.matches()) {
        devices.add(Integer.parseInt(capture.group(1)));
      }
    }
    devices.sort(Comparator.naturalOrder());
    return devices;
  }

  /** The name of a device of a card; empty if it has none. */
  String deviceName(CardDevice.Slot slot) {
    Matcher name = NAME.matcher(text(folder(slot).resolve("info")));
    return name.find() ? name.group(1).strip() : "";
  }

  /** The port that a card is plugged into, such as {@code 1-2.4}; empty if it is no USB card. */
  Optional<String> usbPort(int card) {
    try {
      Path place = root.resolve("sys/class/sound/card" + card + "/device").toRealPath();
      Matcher usb = USB_INTERFACE.matcher(place.getFileName().toString());
      return usb.matches() ? Optional.of(usb.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What the kernel tells of a USB card's streams. */
  Optional<Abilities> abilities(CardDevice.Slot slot) {
    return UsbStream.capture(text(folder(slot.card()).resolve("stream" + slot.device())));
  }

  /** Who captures from a device, if no place is left on it. */
  Optional<Holder> holder(CardDevice.Slot slot) {
    Optional<Holder> holder = Optional.empty();
    for (Path sub : entries(folder(slot))) {
      if (sub.getFileName().toString().startsWith("sub")) {
        Matcher owner = OWNER.matcher(text(sub.resolve("status")));
        if (!owner.find()) {
          return Optional.empty();
        }
        holder = Optional.of(program(Long.parseLong(owner.group(1))));
      }
    }
    return holder;
  }

  /** The owner is the thread that opened the device; people know its process. */
  private Holder program(long thread) {
    Path process = root.resolve("proc");
    Matcher leader = LEADER.matcher(text(process.resolve(thread + "/status")));
    long pid = leader.find() ? Long.parseLong(leader.group(1)) : thread;
    return new Holder(pid, text(process.resolve(pid + "/comm")).strip());
  }

  private Path folder(int card) {
    return root.resolve("proc/asound/card" + card);
  }

  private Path folder(CardDevice.Slot slot) {
    return folder(slot.card()).resolve("pcm" + slot.device() + "c");
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> each = Files.newDirectoryStream(folder)) {
      each.forEach(entries::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return entries;
    }
    return entries;
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
