package dev.sonolog.formats.mpeg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The first frame of a segment: no audio, but what players need to know of it. Xing's frame, named
 * {@code Info} where the bitrate is constant, with the extension that the LAME encoder introduced
 * (Mp3 Info Tag, revision 1): how many samples to drop at the start and at the end.
 *
 * <p>Players honour the extension only where the name of the encoder begins with {@code LAME},
 * {@code Lavf} or {@code Lavc}; ours says which program's meaning of the fields it follows, not who
 * encoded the audio.
 *
 * @param frames frames behind this one, where it says so
 * @param bytes bytes from this frame on, where it says so
 * @param trim what to drop, where it says so
 * @param musicCrc the CRC-16 of all bytes behind this frame, where it says so
 */
record InfoFrame(
    Optional<Long> frames, Optional<Long> bytes, Optional<Trim> trim, Optional<Integer> musicCrc) {

  /**
   * What a player drops, in samples.
   *
   * @param delay at the start, besides the decoder's own delay
   * @param padding at the end, the decoder's own delay included
   */
  record Trim(int delay, int padding) {
    /** How many samples of the decoder's output are dropped at the start. */
    int atStart() {
      return delay + DECODER_DELAY;
    }

    /** How many samples of the decoder's output, all frames decoded, are dropped at the end. */
    int atEnd() {
      return Math.max(0, padding - DECODER_DELAY);
    }
  }

  /** The delay of every Layer III decoder, in samples: 528 and 1. */
  static final int DECODER_DELAY = 529;

  private static final byte[] ENCODER = "LAME3.100".getBytes(StandardCharsets.US_ASCII);
  private static final Set<String> ENCODERS = Set.of("LAME", "Lavf", "Lavc");
  private static final int INFO = 0x496E666F;
  private static final int XING = 0x58696E67;

  private static final int HAS_FRAMES = 1;
  private static final int HAS_BYTES = 2;
  private static final int HAS_CONTENTS = 4;
  private static final int HAS_QUALITY = 8;
  private static final int COMPLETE = HAS_FRAMES | HAS_BYTES | HAS_CONTENTS | HAS_QUALITY;
  private static final long UNSIGNED_MAX = 0xFFFF_FFFFL;

  /** All fields before the extension, then the extension. */
  private static final int LAME_LENGTH = 36;

  private static final int LENGTH = 4 + 4 + 4 + 4 + SeekTable.STEPS + 4 + LAME_LENGTH;

  private static final int CONSTANT_BITRATE = 1;

  /**
   * The header of the Info frame of a segment whose frames are like this one: its bitrate, because
   * players that ignore the frame take the bitrate from it, unless that is too low to hold it.
   */
  static MpegHeader header(MpegHeader like) {
    MpegHeader smallest = like.withRoomFor(LENGTH);
    return like.bitrate() <= smallest.bitrate()
        ? smallest
        : like.withRoomFor(
            like.frameLength() - smallest.mainDataOffset() - (like.padding() ? 1 : 0));
  }

  /** Whether a frame with this header holds all that we say in an Info frame. */
  static boolean hasRoom(MpegHeader header) {
    return header.frameLength() >= header.mainDataOffset() + LENGTH;
  }

  /**
   * The frame of a segment that is being written: it says what to drop at the start.
   *
   * @param frames how many frames will be behind it, where that is known
   */
  static byte[] provisional(MpegHeader header, OptionalLong frames) {
    byte[] frame = blank(header);
    ByteBuffer out = ByteBuffer.wrap(frame).position(header.mainDataOffset());
    out.putInt(INFO);
    if (frames.isPresent() && frames.getAsLong() <= UNSIGNED_MAX) {
      out.putInt(HAS_FRAMES).putInt((int) frames.getAsLong());
    } else {
      out.putInt(0);
    }
    putExtension(header, frame, out.position(), 0);
    return frame;
  }

  /**
   * The frame of the first part of a segment that is being written.
   *
   * @param frames how many frames are behind it
   * @param bytes how long these are with this one
   */
  static byte[] soFar(MpegHeader header, long frames, long bytes) {
    if (frames > UNSIGNED_MAX || bytes > UNSIGNED_MAX) {
      return provisional(header, OptionalLong.empty());
    }
    byte[] frame = blank(header);
    ByteBuffer out = ByteBuffer.wrap(frame).position(header.mainDataOffset());
    out.putInt(INFO).putInt(HAS_FRAMES | HAS_BYTES).putInt((int) frames).putInt((int) bytes);
    putExtension(header, frame, out.position(), 0);
    return frame;
  }

  /** The frame of a segment whose frames are known. */
  static byte[] sealed(MpegHeader header, BodyTally body) {
    byte[] frame = blank(header);
    ByteBuffer out = ByteBuffer.wrap(frame).position(header.mainDataOffset());
    out.putInt(body.constantBitrate() ? INFO : XING);
    putCounts(out, header.frameLength(), body);
    int start = out.position();
    out.put(start + 9, (byte) (body.constantBitrate() ? CONSTANT_BITRATE : 0));
    out.putInt(start + 28, (int) Math.min(header.frameLength() + body.bytes(), UNSIGNED_MAX));
    putExtension(header, frame, start, body.crc());
    return frame;
  }

  private static byte[] blank(MpegHeader header) {
    return Arrays.copyOf(header.bytes(), header.frameLength());
  }

  private static void putCounts(ByteBuffer out, int infoLength, BodyTally body) {
    long length = infoLength + body.bytes();
    if (length > UNSIGNED_MAX) {
      out.putInt(0);
      return;
    }
    out.putInt(COMPLETE).putInt((int) body.frames()).putInt((int) length);
    out.put(body.contents(infoLength)).putInt(0);
  }

  /**
   * The extension. Peak, gains, encoder settings and preset stay 0: unknown. So does the lowest
   * bitrate: behind the zeros of the settings, 128 kbit/s and our delay are a picture's start in
   * H.263, and ffmpeg, unsure whether a file of three frames is audio or video, opens it as
   * neither.
   */
  private static void putExtension(MpegHeader header, byte[] frame, int start, int musicCrc) {
    int delay = PreRoll.samples(header) - DECODER_DELAY;
    ByteBuffer out = ByteBuffer.wrap(frame);
    out.put(start, ENCODER);
    out.put(start + 21, (byte) (delay >>> 4));
    out.put(start + 22, (byte) ((delay << 4) | (DECODER_DELAY >>> 8)));
    out.put(start + 23, (byte) DECODER_DELAY);
    out.putShort(start + 32, (short) musicCrc);
    out.putShort(start + 34, (short) Crc16.update(0, frame, 0, start + 34));
  }

  /** What the frame says, if it is an Info or Xing frame. */
  static Optional<InfoFrame> parse(MpegHeader header, byte[] frame) {
    ByteBuffer in = ByteBuffer.wrap(frame);
    int at = header.mainDataOffset();
    if (header.layer() != MpegHeader.Layer.THREE || at + 8 > frame.length) {
      return Optional.empty();
    }
    int name = in.position(at).getInt();
    return name == INFO || name == XING ? Optional.of(fields(in)) : Optional.empty();
  }

  /** Whether a sealed frame says that all frames behind it have one bitrate. */
  static boolean saysConstantBitrate(MpegHeader header, byte[] frame) {
    return ByteBuffer.wrap(frame).getInt(header.mainDataOffset()) == INFO;
  }

  private static InfoFrame fields(ByteBuffer in) {
    int flags = in.getInt();
    Optional<Long> frames = unsigned(in, (flags & HAS_FRAMES) != 0);
    Optional<Long> bytes = unsigned(in, (flags & HAS_BYTES) != 0);
    if ((flags & HAS_CONTENTS) != 0) {
      in.position(Math.min(in.limit(), in.position() + SeekTable.STEPS));
    }
    unsigned(in, (flags & HAS_QUALITY) != 0);
    return hasExtension(in)
        ? extended(in, frames, bytes)
        : new InfoFrame(frames, bytes, Optional.empty(), Optional.empty());
  }

  private static Optional<Long> unsigned(ByteBuffer in, boolean present) {
    return present && in.remaining() >= 4
        ? Optional.of(Integer.toUnsignedLong(in.getInt()))
        : Optional.empty();
  }

  private static boolean hasExtension(ByteBuffer in) {
    if (in.remaining() < LAME_LENGTH) {
      return false;
    }
    byte[] encoder = new byte[4];
    in.get(in.position(), encoder);
    return ENCODERS.contains(new String(encoder, StandardCharsets.US_ASCII));
  }

  private static InfoFrame extended(ByteBuffer in, Optional<Long> frames, Optional<Long> bytes) {
    int start = in.position();
    int both = in.getInt(start + 20) & 0xFF_FFFF;
    int crc = in.getShort(start + 32) & 0xFFFF;
    Trim trim = new Trim(both >>> 12, both & 0xFFF);
    return new InfoFrame(frames, bytes, Optional.of(trim), Optional.of(crc));
  }

  /** Whether this is what a seal would say of these frames. */
  boolean agreesWith(MpegHeader header, BodyTally body) {
    long length = header.frameLength() + body.bytes();
    return frames.orElse(length > UNSIGNED_MAX ? body.frames() : 0L) == body.frames()
        && bytes.orElse(length) == length
        && musicCrc.equals(Optional.of(body.crc()));
  }
}
