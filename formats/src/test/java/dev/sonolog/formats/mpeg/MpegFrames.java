package dev.sonolog.formats.mpeg;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Frames made of nothing but their headers and numbered contents: every byte can be told from every
 * other, and none looks like a header.
 */
final class MpegFrames {
  private static final int[] VERSIONS = {3, 2, 0};

  private MpegFrames() {}

  /** A header word; version 3, 2, 0 = MPEG-1, 2, 2.5; layer 1 = III, 2 = II; mode 3 = mono. */
  static int word(int version, int layer, int bitrateIndex, int rateIndex, int mode) {
    return 0xFFE1_0000
        | (version << 19)
        | (layer << 17)
        | (bitrateIndex << 12)
        | (rateIndex << 10)
        | (mode << 6);
  }

  static MpegHeader header(int word) {
    return MpegHeader.parse(word)
        .orElseThrow(() -> new AssertionError("No header: " + Integer.toHexString(word)));
  }

  /** Every legal combination of version, layer, bitrate, rate, mode, CRC and padding. */
  static List<MpegHeader> all() {
    List<MpegHeader> all = new ArrayList<>();
    for (int version : VERSIONS) {
      for (int layer = 1; layer <= 2; layer++) {
        for (int index = 1; index <= 14; index++) {
          for (int rest = 0; rest < 3 * 4 * 4; rest++) {
            int word = word(version, layer, index, rest % 3, rest / 3 % 4);
            int crcAndPadding = rest / 12;
            all.add(header((word & ~((crcAndPadding & 1) << 16)) | ((crcAndPadding & 2) << 8)));
          }
        }
      }
    }
    return all;
  }

  /** MPEG-1 Layer III, 128 kbit/s, 44.1 kHz, stereo. */
  static MpegHeader usual() {
    return header(word(3, 1, 9, 0, 0));
  }

  /** MPEG-1 Layer III at 44.1 kHz, stereo, with another bitrate. */
  static MpegHeader usual(int bitrateIndex) {
    return header(word(3, 1, bitrateIndex, 0, 0));
  }

  /** MPEG-2 Layer III, 64 kbit/s, 22.05 kHz, mono. */
  static MpegHeader low() {
    return header(word(2, 1, 8, 0, 3));
  }

  /** MPEG-1 Layer II, 192 kbit/s, 48 kHz, stereo. */
  static MpegHeader layerTwo() {
    return header(word(3, 2, 10, 1, 0));
  }

  /** A frame whose main data begins {@code mainDataBegin} bytes before its area. */
  static byte[] frame(MpegHeader header, int mainDataBegin, int number) {
    byte[] frame = new byte[header.frameLength()];
    new Random(number).nextBytes(frame);
    for (int i = 0; i < frame.length; i++) {
      frame[i] &= 0x7F;
    }
    System.arraycopy(header.bytes(), 0, frame, 0, MpegHeader.LENGTH);
    int side = header.sideInfoOffset();
    if (header.version() == MpegHeader.Version.MPEG_1) {
      frame[side] = (byte) (mainDataBegin >>> 1);
      frame[side + 1] = (byte) (mainDataBegin << 7);
    } else {
      frame[side] = (byte) mainDataBegin;
    }
    return frame;
  }

  /** Frames with these headers and no reservoir. */
  static byte[] stream(List<MpegHeader> headers) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < headers.size(); i++) {
      stream.writeBytes(frame(headers.get(i), 0, i));
    }
    return stream.toByteArray();
  }

  static byte[] stream(MpegHeader header, int count) {
    return stream(Collections.nCopies(count, header));
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
