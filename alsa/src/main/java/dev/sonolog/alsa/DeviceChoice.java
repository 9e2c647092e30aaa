package dev.sonolog.alsa;

import dev.sonolog.capture.CaptureFailure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the device that a person named. In this order: {@code default}; {@code hw:X,Y}; {@code
 * usb:PORT} and {@code card:WORD}, which name a card for good; a bare number, the place in the
 * list; {@code monitor}, the first that hears what the machine plays; a name or a part of one, in
 * any case of letters; and else a name that the library knows. Asked anew at each attempt: the
 * answer changes as cards come and go.
 */
final class DeviceChoice {
  private static final System.Logger LOG = System.getLogger(DeviceChoice.class.getName());
  private static final Pattern HARDWARE = Pattern.compile("hw:\\w+(,\\d+){0,2}");
  private static final Pattern PLACE = Pattern.compile("\\d{1,6}");

  /** What PulseAudio and PipeWire call the monitor of the sink that is the default. */
  private static final String SERVER = "pulse";

  private static final String SERVER_MONITOR = "pulse:@DEFAULT_MONITOR@";

  private final Cards cards;

  DeviceChoice(Cards cards) {
    this.cards = cards;
  }

  /**
   * A device to be opened.
   *
   * @param id what names it for good
   * @param pcm how the library opens it
   * @param name for people; empty if it has none
   * @param slot the hardware, where that is known
   */
  record Chosen(String id, String pcm, Optional<String> name, Optional<CardDevice.Slot> slot) {
    private static Chosen of(CardDevice device) {
      return new Chosen(device.id(), device.pcm(), Optional.of(device.name()), device.slot());
    }

    private static Chosen literal(String name) {
      return new Chosen(name, name, Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
      return name.map(text -> pcm + " (" + text + ")").orElse(pcm);
    }
  }

  /**
   * The device.
   *
   * @throws CaptureFailure if it names a card that is not there
   */
  Chosen choose(String wanted) throws CaptureFailure {
    String text = wanted.strip();
    List<CardDevice> devices = cards.found();
    if (text.equals("default")) {
      return Chosen.literal(text);
    }
    if (HARDWARE.matcher(text).matches()) {
      return card(devices, text).orElse(Chosen.literal(text));
    }
    if (text.startsWith("usb:") || text.startsWith("card:")) {
      return card(devices, text).orElseThrow(() -> absent(text, devices));
    }
    if (PLACE.matcher(text).matches()) {
      int place = Integer.parseInt(text);
      return first(devices, device -> device.index() == place)
          .orElseThrow(() -> absent("number " + text, devices));
    }
    if (text.equals("monitor")) {
      return monitor(devices).orElseThrow(() -> absent("monitor or loopback", devices));
    }
    return byName(devices, text).orElse(Chosen.literal(text));
  }

  private Optional<Chosen> card(List<CardDevice> devices, String text) {
    return first(
        devices,
        device -> device.slot().map(slot -> cards.names(slot).contains(text)).orElse(false));
  }

  private static Optional<Chosen> monitor(List<CardDevice> devices) {
    Optional<Chosen> listed = first(devices, CardDevice::monitor);
    boolean served = devices.stream().anyMatch(device -> device.pcm().equals(SERVER));
    return listed.isPresent() || !served ? listed : Optional.of(Chosen.literal(SERVER_MONITOR));
  }

  /** A whole name before a part of one, a card before what is software. */
  private static Optional<Chosen> byName(List<CardDevice> devices, String text) {
    Optional<Chosen> whole =
        first(devices, device -> device.name().equalsIgnoreCase(text) || device.id().equals(text));
    return whole.isPresent() ? whole : byPart(devices, text);
  }

  private static Optional<Chosen> byPart(List<CardDevice> devices, String text) {
    List<CardDevice> matching = devices.stream().filter(device -> device.mentions(text)).toList();
    if (matching.size() > 1) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} devices are called {1}; the first is taken. These names are of one each: {2}",
          matching.size(),
          text,
          matching.stream().map(CardDevice::id).collect(Collectors.joining(" ")));
    }
    return matching.stream().findFirst().map(Chosen::of);
  }

  private static Optional<Chosen> first(List<CardDevice> devices, Predicate<CardDevice> wanted) {
    return devices.stream().filter(wanted).findFirst().map(Chosen::of);
  }

  private static CaptureFailure absent(String what, List<CardDevice> devices) {
    return new CaptureFailure(
        CaptureFailure.Kind.ABSENT, "There is no sound card " + what + " now; " + known(devices));
  }

  /** The devices that there are, for a message. */
  static String known(List<CardDevice> devices) {
    return devices.isEmpty()
        ? "this machine has none"
        : "there are "
            + devices.stream()
                .map(device -> String.format(Locale.ROOT, "%s (%s)", device.id(), device.name()))
                .collect(Collectors.joining(", "));
  }
}
