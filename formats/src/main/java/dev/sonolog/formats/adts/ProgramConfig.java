package dev.sonolog.formats.adts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which channels there are, where the header's channel configuration is 0: a program_config_element
 * (ISO/IEC 13818-7, 8.5) is then the first element of the first raw data block.
 *
 * @param elements in the order in which they are named, at least one
 */
public record ProgramConfig(List<Element> elements) {
  /** The bytes up to the last element's name, at most. */
  static final int MAX_LENGTH = 36;

  private static final int ELEMENT_NAME_BITS = 3;
  private static final int PROGRAM_CONFIG = 5;

  /** Before the counts: instance tag, profile, sampling frequency index. */
  private static final int PREFIX_BITS = 4 + 2 + 4;

  public ProgramConfig {
    elements = List.copyOf(elements);
  }

  /** Where the loudspeakers stand. */
  public enum Place {
    /** In front. */
    FRONT,
    /** At the sides. */
    SIDE,
    /** Behind. */
    BACK,
    /** Anywhere: low frequencies. */
    LOW_FREQUENCY
  }

  /**
   * One coded element.
   *
   * @param place where it is heard
   * @param channels 1, or 2 of a pair
   * @param tag which of the frame's elements of that kind it is, 0 to 15
   */
  public record Element(Place place, int channels, int tag) {}

  /** How many channels all elements have, 1 to 93. */
  public int channels() {
    return elements.stream().mapToInt(Element::channels).sum();
  }

  /**
   * What the raw data block says that begins with these bytes.
   *
   * @param block at least {@link #MAX_LENGTH} bytes of it, or all
   * @return empty if it does not begin so, names no channel, or ends before that
   */
  static Optional<ProgramConfig> parse(byte[] block) {
    Bits bits = new Bits(block);
    if (bits.take(ELEMENT_NAME_BITS) != PROGRAM_CONFIG) {
      return Optional.empty();
    }
    bits.take(PREFIX_BITS);
    int front = bits.take(4);
    int side = bits.take(4);
    int back = bits.take(4);
    int low = bits.take(2);
    bits.take(3 + 4); // counts of what is no channel: data, coupling
    mixdowns(bits);
    List<Element> elements = new ArrayList<>();
    elements(bits, Place.FRONT, front, elements);
    elements(bits, Place.SIDE, side, elements);
    elements(bits, Place.BACK, back, elements);
    for (int i = 0; i < low; i++) {
      elements.add(new Element(Place.LOW_FREQUENCY, 1, bits.take(4)));
    }
    return bits.exhausted() || elements.isEmpty()
        ? Optional.empty()
        : Optional.of(new ProgramConfig(elements));
  }

  /** Mono, stereo, matrix: a bit whether it is there, then what it is. */
  private static void mixdowns(Bits bits) {
    for (int length : new int[] {4, 4, 2 + 1}) {
      if (bits.take(1) == 1) {
        bits.take(length);
      }
    }
  }

  private static void elements(Bits bits, Place place, int count, List<Element> into) {
    for (int i = 0; i < count; i++) {
      int channels = 1 + bits.take(1);
      into.add(new Element(place, channels, bits.take(4)));
    }
  }

  /**
   * The element that says this and no more, for the front of a raw data block: its end is that of a
   * byte, so that what follows it is read as before.
   *
   * @param profile the two bits of the header
   * @param rateIndex the four bits of the header
   */
  byte[] coded(int profile, int rateIndex) {
    return code(new BitString(), profile, rateIndex).bytes();
  }

  /** Appends the same to the first bits of a raw data block. */
  BitString code(BitString bits, int profile, int rateIndex) {
    bits.put(PROGRAM_CONFIG, ELEMENT_NAME_BITS);
    bits.put(profile << 4 | rateIndex, PREFIX_BITS);
    bits.put(count(Place.FRONT), 4);
    bits.put(count(Place.SIDE), 4);
    bits.put(count(Place.BACK), 4);
    bits.put(count(Place.LOW_FREQUENCY), 2);
    bits.put(0, 3 + 4 + 1 + 1 + 1); // no data, no coupling, no mixdowns
    for (Element element : elements) {
      boolean kind = element.place() != Place.LOW_FREQUENCY;
      bits.put((kind ? (element.channels() - 1) << 4 : 0) | element.tag(), kind ? 5 : 4);
    }
    return bits.aligned().put(0, 8); // a comment of no bytes
  }

  private int count(Place place) {
    return (int) elements.stream().filter(element -> element.place() == place).count();
  }

  /** A cursor over bits, the most significant first; zeros behind the last. */
  private static final class Bits {
    private final byte[] bytes;
    private int position;

    Bits(byte[] bytes) {
      this.bytes = bytes;
    }

    int take(int count) {
      int value = 0;
      for (int end = position + count; position < end; position++) {
        int octet = position / 8 < bytes.length ? bytes[position / 8] : 0;
        value = (value << 1) | ((octet >>> (7 - position % 8)) & 1);
      }
      return value;
    }

    boolean exhausted() {
      return position > 8 * bytes.length;
    }
  }
}
