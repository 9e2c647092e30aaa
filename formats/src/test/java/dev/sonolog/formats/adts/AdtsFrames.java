package dev.sonolog.formats.adts;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Frames made of nothing but their headers and numbered contents: every byte can be told from every
 * other, and none looks like a header.
 *
 * @param edition 0 = MPEG-4, 1 = MPEG-2
 * @param profile 0 = Main, 1 = LC, 2 = SSR, 3 = LTP
 * @param rateIndex 0 = 96 kHz ... 12 = 7350 Hz
 * @param channels the channel configuration
 * @param crc 1 where CRCs are there, else 0
 * @param blocks 1 to 4
 */
record AdtsFrames(int edition, int profile, int rateIndex, int channels, int crc, int blocks) {
  /** MPEG-4 LC, 44.1 kHz, stereo. */
  static final AdtsFrames USUAL = new AdtsFrames(0, 1, 4, 2, 0, 1);

  /** The core of HE-AAC v2: 22.05 kHz, mono; MPEG-2 as some encoders say. */
  static final AdtsFrames LOW = new AdtsFrames(1, 1, 7, 1, 0, 1);

  /** Three blocks a frame, each with its CRC. */
  static final AdtsFrames BLOCKS_WITH_CRC = new AdtsFrames(0, 1, 3, 2, 1, 3);

  /** The channels stand in the frames: left, right and low frequencies. */
  static final AdtsFrames OWN_CHANNELS = new AdtsFrames(0, 1, 3, 0, 0, 1);

  static final int LENGTH = 300;

  /** A pair in front and one for low frequencies, as {@link ProgramConfig} describes them. */
  private static final String CONFIG =
      "101" + "0000" + "01" + "0011" + "0001" + "0000" + "0000" + "01" + "000" + "0000" + "000"
          + "1" + "0000" + "0000";

  /** The seven bytes of a header. */
  byte[] header(int frameLength) {
    long bits = 0xFFF;
    bits = bits << 1 | edition;
    bits = bits << 3 | (1 - crc);
    bits = bits << 2 | profile;
    bits = bits << 4 | rateIndex;
    bits = bits << 4 | channels;
    bits = bits << 4;
    bits = bits << 13 | frameLength;
    bits = bits << 11 | 0x7FF;
    bits = bits << 2 | (blocks - 1);
    byte[] header = new byte[AdtsHeader.LENGTH];
    ByteBuffer.wrap(header).putInt((int) (bits >>> 24)).putShort((short) (bits >>> 8));
    header[6] = (byte) bits;
    return header;
  }

  AdtsHeader parsed(int frameLength) {
    ByteBuffer header = ByteBuffer.wrap(header(frameLength));
    return AdtsHeader.parse(header.getInt(0), header.getInt(3))
        .orElseThrow(() -> new AssertionError("No header: " + this));
  }

  byte[] frame(int length, int number) {
    byte[] frame = new byte[length];
    new Random(number).nextBytes(frame);
    for (int i = 0; i < length; i++) {
      frame[i] &= 0x7F;
    }
    System.arraycopy(header(length), 0, frame, 0, AdtsHeader.LENGTH);
    if (channels == 0) {
      byte[] config = config();
      System.arraycopy(config, 0, frame, AdtsHeader.LENGTH, config.length);
    }
    return frame;
  }

  static byte[] config() {
    byte[] config = new byte[CONFIG.length() / 8 + 1];
    for (int i = 0; i < CONFIG.length(); i++) {
      config[i / 8] |= (byte) ((CONFIG.charAt(i) - '0') << (7 - i % 8));
    }
    return config;
  }

  byte[] stream(int count) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      stream.writeBytes(frame(LENGTH, i));
    }
    return stream.toByteArray();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
