package dev.sonolog.alsa;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The devices that can be captured: first the capture devices of the cards, by number, then what
 * the library's configuration defines. Read anew at each question, so that what was plugged in a
 * moment ago is there. Without the library the cards are listed all the same.
 *
 * <p>May be used from any thread but a virtual one.
 */
public final class Cards {
  private final SoundSystem system;
  private final NameHints hints;
  private final Alsa alsa;
  private final Map<String, Abilities> probed = new ConcurrentHashMap<>();

  private Cards(Path root, Alsa alsa) {
    this.system = new SoundSystem(root);
    this.hints = new NameHints(alsa);
    this.alsa = alsa;
  }

  /** Those of this machine. */
  public static Cards system(Alsa alsa) {
    return new Cards(Path.of("/"), alsa);
  }

  /**
   * Those that another tree tells of.
   *
   * @param root where {@code proc/asound}, {@code sys/class/sound} and {@code proc/PID} are
   */
  public static Cards under(Path root, Alsa alsa) {
    return new Cards(root, alsa);
  }

  /**
   * All devices. What an idle card can do is asked of it once, by opening it for a moment; a device
   * without hardware is not opened, and says nothing of that.
   */
  public List<CardDevice> list() {
    List<CardDevice> devices = new ArrayList<>();
    for (CardDevice device : found()) {
      devices.add(device.withAbilities(abilities(device)));
    }
    return List.copyOf(devices);
  }

  /** All devices without what they can do: opens none. */
  List<CardDevice> found() {
    List<CardDevice> devices = new ArrayList<>();
    for (SoundSystem.Card card : system.cards()) {
      for (int device : system.captureDevices(card)) {
        devices.add(hardware(devices.size(), card, new CardDevice.Slot(card.number(), device)));
      }
    }
    for (NameHints.Hint hint : hints.hints()) {
      devices.add(software(devices.size(), hint));
    }
    return devices;
  }

  /** All names that mean a device of a card and nothing else. */
  List<String> names(CardDevice.Slot slot) {
    String part = slot.device() == 0 ? "" : "," + slot.device();
    List<String> names = new ArrayList<>(List.of(slot.pcm(), "hw:" + slot.card() + part));
    for (SoundSystem.Card card : system.cards()) {
      if (card.number() == slot.card()) {
        names.add("card:" + card.id() + part);
        names.add("hw:" + card.id() + part);
        names.add("hw:" + card.id() + "," + slot.device());
      }
    }
    system.usbPort(slot.card()).ifPresent(port -> names.add("usb:" + port + part));
    return names;
  }

  /** What changes when a card or a device of the configuration comes or goes. */
  List<String> ids() {
    return found().stream().map(device -> device.id() + " " + device.pcm()).toList();
  }

  private CardDevice hardware(int index, SoundSystem.Card card, CardDevice.Slot slot) {
    Optional<String> port = system.usbPort(card.number());
    String part = slot.device() == 0 ? "" : "," + slot.device();
    String deviceName = system.deviceName(slot);
    return new CardDevice(
        index,
        port.map(at -> "usb:" + at).orElse("card:" + card.id()) + part,
        slot.pcm(),
        deviceName.isEmpty() ? card.name() : card.name() + ": " + deviceName,
        Optional.of(slot),
        port,
        isMonitor(card.driver()),
        Optional.empty(),
        system.holder(slot));
  }

  private static CardDevice software(int index, NameHints.Hint hint) {
    return new CardDevice(
        index,
        hint.name(),
        hint.name(),
        hint.description(),
        Optional.empty(),
        Optional.empty(),
        isMonitor(hint.name() + " " + hint.description()),
        Optional.empty(),
        Optional.empty());
  }

  private static boolean isMonitor(String text) {
    String words = text.toLowerCase(Locale.ROOT);
    return words.contains("loopback") || words.contains("monitor");
  }

  /** What is known is known of the device in this place, under this name. */
  private Optional<Abilities> abilities(CardDevice device) {
    Optional<Abilities> told = device.slot().flatMap(system::abilities);
    if (told.isPresent() || device.slot().isEmpty()) {
      return told;
    }
    String key = device.id() + " " + device.name();
    if (!probed.containsKey(key) && device.holder().isEmpty()) {
      probe(device).ifPresent(abilities -> probed.put(key, abilities));
    }
    return Optional.ofNullable(probed.get(key));
  }

  private Optional<Abilities> probe(CardDevice device) {
    try (AlsaPcm pcm = AlsaPcm.open(alsa, device.pcm(), true)) {
      return Optional.of(new Negotiation(pcm).abilities());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
