package dev.sonolog.worker;

import java.util.Optional;
import org.bytedeco.ffmpeg.global.avcodec;

/** On how many packets before it what a packet decodes to depends. */
enum PacketMemory {
  /** Each frame is decoded by itself (RFC 9639, 9). */
  NONE(16, 0) {
    @Override
    int reach(Iterable<Integer> sizes) {
      return 0;
    }
  },

  /**
   * Bits that a frame left in the reservoir, at most 511 bytes (ISO/IEC 11172-3, 2.4.2.7), the
   * second half of the transform of the granule before, and the last 480 inputs of the synthesis
   * filter. Only layer III: libavcodec's decoder of the others dithers, and so remembers
   * everything.
   */
  MPEG_LAYER_III(400, 64) {
    @Override
    int reach(Iterable<Integer> sizes) {
      int needed = 0;
      int bytes = 0;
      for (int size : sizes) {
        if (needed == mostInFront() || bytes >= RESERVOIR) {
          break;
        }
        needed++;
        bytes += needed > WHOLE ? Math.max(0, size - OVERHEAD) : 0;
      }
      return needed;
    }
  };

  /** The reach of the reservoir, in bytes. */
  private static final int RESERVOIR = 511;

  /** The most of a packet that is not in the reservoir: header, checksum, side information. */
  private static final int OVERHEAD = 4 + 2 + 32;

  /** Packets that must be whole in front of a stretch. */
  private static final int WHOLE = 3;

  private final int stretch;
  private final int mostInFront;

  PacketMemory(int stretch, int mostInFront) {
    this.stretch = stretch;
    this.mostInFront = mostInFront;
  }

  /** How many packets one decoder takes at a time. */
  int stretch() {
    return stretch;
  }

  /** How many of the packets before a stretch it depends on at most. */
  int mostInFront() {
    return mostInFront;
  }

  /**
   * How many of the packets before the next one it depends on, of those given.
   *
   * @param sizes in bytes, the latest first
   */
  abstract int reach(Iterable<Integer> sizes);

  /** That of a file's codec; empty where each packet may depend on all before it. */
  static Optional<PacketMemory> of(AudioFile file) {
    return switch (file.stream().codecpar().codec_id()) {
      case avcodec.AV_CODEC_ID_MP3 -> Optional.of(MPEG_LAYER_III);
      case avcodec.AV_CODEC_ID_FLAC -> Optional.of(NONE);
      default -> Optional.empty();
    };
  }
}
