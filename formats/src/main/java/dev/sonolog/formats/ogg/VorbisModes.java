package dev.sonolog.formats.ogg;

import java.util.Optional;

/**
 * The modes of a Vorbis stream: which of its packets are short blocks and which are long.
 *
 * <p>They are the last thing in the setup header (Vorbis I, 4.2.4), behind codebooks whose reading
 * needs a decoder; so they are read from the end, as players that do not decode read them: back
 * from the framing bit, 41 bits each, as long as they look like modes, up to the place where the
 * six bits in front of them count as many.
 */
final class VorbisModes {
  private static final int COUNT = 6;
  private static final int MODE = 41;
  private static final int MAPPING = 8;
  private static final int ZEROS = 32;
  private static final int MOST = 64;

  private final long longBlocks;
  private final int indexBits;
  private final int count;

  /** What a packet is. */
  enum Block {
    SHORT,
    LONG,
    /** No audio packet. */
    NONE
  }

  private VorbisModes(long longBlocks, int count) {
    this.longBlocks = longBlocks;
    this.count = count;
    this.indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
  }

  /** The modes at the end of a setup header; empty if there are none. */
  static Optional<VorbisModes> parse(byte[] setup) {
    long framing = framingBit(setup);
    int found = 0;
    long at = framing - MODE;
    for (int modes = 1; modes <= MOST && at >= COUNT && isMode(setup, at); modes++) {
      if (bits(setup, at - COUNT, COUNT) == modes - 1) {
        found = modes;
      }
      at -= MODE;
    }
    return found == 0
        ? Optional.empty()
        : Optional.of(new VorbisModes(longBlocks(setup, framing, found), found));
  }

  private static long framingBit(byte[] setup) {
    long at = 8L * setup.length - 1;
    while (at >= 0 && bits(setup, at, 1) == 0) {
      at--;
    }
    return at;
  }

  /** Window and transform type are 0, and there are at most 64 mappings (Vorbis I, 4.2.4). */
  private static boolean isMode(byte[] setup, long at) {
    return bits(setup, at + 1, ZEROS) == 0 && bits(setup, at + 1 + ZEROS, MAPPING) < MOST;
  }

  private static long longBlocks(byte[] setup, long framing, int count) {
    long blocks = 0;
    for (int mode = 0; mode < count; mode++) {
      blocks |= bits(setup, framing - (long) MODE * (count - mode), 1) << mode;
    }
    return blocks;
  }

  /** Bits are counted from the least significant of each byte (Vorbis I, 2.1.4). */
  private static long bits(byte[] bytes, long at, int count) {
    long bits = 0;
    for (int i = 0; i < count; i++) {
      long bit = at + i;
      bits |= (long) ((bytes[(int) (bit >>> 3)] >>> (bit & 7)) & 1) << i;
    }
    return bits;
  }

  /** What a packet is (Vorbis I, 4.3.1): its first bit is 0, the mode's number follows. */
  Block of(byte[] packet) {
    if (packet.length == 0 || (packet[0] & 1) != 0) {
      return Block.NONE;
    }
    int mode = ((packet[0] & 0xFF) >>> 1) & ((1 << indexBits) - 1);
    if (mode >= count) {
      return Block.NONE;
    }
    return (longBlocks >>> mode & 1) != 0 ? Block.LONG : Block.SHORT;
  }
}
