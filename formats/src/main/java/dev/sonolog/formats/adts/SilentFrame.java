package dev.sonolog.formats.adts;

import dev.sonolog.formats.adts.ProgramConfig.Element;
import dev.sonolog.formats.adts.ProgramConfig.Place;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A frame in which every coefficient of every channel is zero: no scale factor band is coded
 * (max_sfb 0), so that neither sections nor scale factors nor spectral data follow (ISO/IEC
 * 13818-7, 6.3; 14496-3, 4.4.2.7). It takes one raw data block, whatever the frames around it hold.
 *
 * <p>A decoder adds the second half of the frame in front to it, so the first 1024 samples of a
 * silence fade out, and the first 1024 behind it are what a decoder plays that begins there.
 */
final class SilentFrame {
  /**
   * The highest rate of a core that HE-AAC is made of: its frames carry the upper half of the
   * spectrum in fill elements, which no header announces, and where one lacks them a decoder goes
   * on without that half until they are set up anew. Whether a stream of so low a rate has them,
   * only a decoder of all its coefficients could find out.
   */
  static final int HIGHEST_CORE_RATE = 24_000;

  private static final int SINGLE = 0;
  private static final int PAIR = 1;
  private static final int LOW_FREQUENCY = 3;
  private static final int END = 7;
  private static final int NAME_BITS = 3;
  private static final int TAG_BITS = 4;
  private static final int GAIN_BITS = 8;
  private static final int MASK_BITS = 2;
  private static final int NO_CRC = 1;

  /** Reserved bit, a long window of the sine shape, max_sfb 0, no prediction. */
  private static final int WINDOW_BITS = 1 + 2 + 1 + 6 + 1;

  /** Neither pulses nor noise shaping nor gain control. */
  private static final int TOOL_BITS = 1 + 1 + 1;

  private static final Element CENTRE = new Element(Place.FRONT, 1, 0);
  private static final Element FRONT = new Element(Place.FRONT, 2, 0);
  private static final Element BACK = new Element(Place.BACK, 2, 1);
  private static final Element LOW = new Element(Place.LOW_FREQUENCY, 1, 0);

  private SilentFrame() {}

  /**
   * A silent frame of a track.
   *
   * @param setup of the track
   * @param like a frame of it
   * @return empty where the track may be HE-AAC, or does not say its channels
   */
  static Optional<AdtsFrame> of(AdtsSetup setup, AdtsFrame like) {
    return like.header().rate().hertz() <= HIGHEST_CORE_RATE
        ? Optional.empty()
        : elements(setup).map(elements -> frame(setup, like, elements));
  }

  private static AdtsFrame frame(AdtsSetup setup, AdtsFrame like, List<Element> elements) {
    byte[] block = block(setup, like, elements);
    byte[] frame = Arrays.copyOf(like.bytes(), AdtsHeader.LENGTH + block.length);
    System.arraycopy(block, 0, frame, AdtsHeader.LENGTH, block.length);
    frame[1] |= NO_CRC;
    frame[3] = (byte) ((frame[3] & 0xFC) | frame.length >>> 11);
    frame[4] = (byte) (frame.length >>> 3);
    frame[5] = (byte) (frame.length << 5 | 0x1F);
    frame[6] = (byte) 0xFC; // a variable rate, and one block
    AdtsHeader header = header(frame).with(like.header().programConfig());
    return new AdtsFrame(header, frame, like.endPosition());
  }

  private static AdtsHeader header(byte[] frame) {
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    return AdtsHeader.parse(bytes.getInt(0), bytes.getInt(3)).orElseThrow();
  }

  // --- the raw data block

  private static byte[] block(AdtsSetup setup, AdtsFrame like, List<Element> elements) {
    BitString bits = new BitString();
    if (setup.channelConfiguration() == 0) {
      int fixed = ByteBuffer.wrap(like.bytes()).getInt();
      new ProgramConfig(elements).code(bits, (fixed >>> 14) & 3, (fixed >>> 10) & 0xF);
    }
    for (Element element : elements) {
      if (element.channels() == 2) {
        pair(bits, element.tag());
      } else {
        single(bits, element);
      }
    }
    return bits.put(END, NAME_BITS).aligned().bytes();
  }

  private static void single(BitString bits, Element element) {
    bits.put(element.place() == Place.LOW_FREQUENCY ? LOW_FREQUENCY : SINGLE, NAME_BITS);
    bits.put(element.tag(), TAG_BITS).put(0, GAIN_BITS + WINDOW_BITS + TOOL_BITS);
  }

  /** Both channels share the window; none of their bands is coded together. */
  private static void pair(BitString bits, int tag) {
    bits.put(PAIR, NAME_BITS).put(tag, TAG_BITS).put(1, 1).put(0, WINDOW_BITS + MASK_BITS);
    bits.put(0, 2 * (GAIN_BITS + TOOL_BITS));
  }

  /** The elements of a channel configuration (13818-7, table 42), or those that the track says. */
  private static Optional<List<Element>> elements(AdtsSetup setup) {
    return switch (setup.channelConfiguration()) {
      case 1 -> Optional.of(List.of(CENTRE));
      case 2 -> Optional.of(List.of(FRONT));
      case 3 -> Optional.of(List.of(CENTRE, FRONT));
      case 4 -> Optional.of(List.of(CENTRE, FRONT, new Element(Place.BACK, 1, 1)));
      case 5 -> Optional.of(List.of(CENTRE, FRONT, BACK));
      case 6 -> Optional.of(List.of(CENTRE, FRONT, BACK, LOW));
      case 7 -> Optional.of(List.of(CENTRE, FRONT, BACK, new Element(Place.BACK, 2, 2), LOW));
      default -> setup.programConfig().map(ProgramConfig::elements);
    };
  }
}
