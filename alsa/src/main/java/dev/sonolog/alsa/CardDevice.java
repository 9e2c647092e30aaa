package dev.sonolog.alsa;

import java.util.Locale;
import java.util.Optional;

/**
 * A device that can be captured.
 *
 * @param index its place in the list, from 0: what a bare number in the settings means
 * @param id what names it for good: {@code usb:} and the port, where it is plugged in; {@code
 *     card:} and the card's word; or the library's name of a device without hardware
 * @param pcm how the library opens it
 * @param name for people
 * @param slot which hardware it is; empty for a device that is software
 * @param usbPort where it is plugged in, such as {@code 1-2.4}
 * @param monitor whether it hears what the machine plays
 * @param abilities what it can be opened with; empty as long as that is not known
 * @param holder who captures it now
 */
public record CardDevice(
    int index,
    String id,
    String pcm,
    String name,
    Optional<Slot> slot,
    Optional<String> usbPort,
    boolean monitor,
    Optional<Abilities> abilities,
    Optional<Holder> holder) {

  /**
   * A capture device of a card, by the numbers that change with each start of the machine.
   *
   * @param card number of the card
   * @param device number of the device on it
   */
  public record Slot(int card, int device) {
    /** How the library opens it without anything between. */
    public String pcm() {
      return "hw:" + card + "," + device;
    }
  }

  /** Whether the name or the id holds the text, in any case of letters. */
  boolean mentions(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return name.toLowerCase(Locale.ROOT).contains(wanted)
        || id.toLowerCase(Locale.ROOT).contains(wanted);
  }

  CardDevice withAbilities(Optional<Abilities> known) {
    return new CardDevice(index, id, pcm, name, slot, usbPort, monitor, known, holder);
  }
}
