package dev.sonolog.formats.ogg;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.UnsupportedFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One link of Vorbis (Vorbis I, 4.2). A packet adds what its block overlaps with the one before: a
 * quarter of each block; so the first adds nothing, and a segment needs one packet in front.
 */
final class VorbisTrack implements OggTrack {
  private static final PreRollRule PRE_ROLL = new PreRollRule(1, Integer.MAX_VALUE, 1, 0);

  private static final int SIGNATURE = 7;
  private static final int VERSION = 7;
  private static final int CHANNELS = 11;
  private static final int RATE = 12;
  private static final int BITRATES = 16;
  private static final int BLOCK_SIZES = 28;
  private static final int LENGTH = 30;

  /** Block sizes are powers of two from 64 to 8192 (Vorbis I, 4.2.2). */
  private static final int LEAST_BLOCK = 6;

  private static final int MOST_BLOCK = 13;

  private final byte[] id;
  private final byte[] comment;
  private final byte[] setup;
  private final VorbisModes modes;

  private VorbisTrack(byte[] id, byte[] comment, byte[] setup, VorbisModes modes) {
    this.id = id;
    this.comment = comment;
    this.setup = setup;
    this.modes = modes;
  }

  static VorbisTrack parse(byte[] id, byte[] comment, byte[] setup)
      throws UnsupportedFormatException {
    if (id.length < LENGTH || !valid(ByteBuffer.wrap(id).order(ByteOrder.LITTLE_ENDIAN))) {
      throw new UnsupportedFormatException(
          "The first header of a Vorbis stream is broken, or of a version that is not known");
    }
    VorbisModes modes =
        VorbisModes.parse(setup)
            .orElseThrow(
                () -> new UnsupportedFormatException("The setup of a Vorbis stream is broken"));
    byte[] text = Arrays.copyOfRange(comment, SIGNATURE, comment.length);
    return new VorbisTrack(id.clone(), text, setup.clone(), modes);
  }

  private static boolean valid(ByteBuffer id) {
    int rate = id.getInt(RATE);
    int small = id.get(BLOCK_SIZES) & 0xF;
    int large = (id.get(BLOCK_SIZES) & 0xFF) >>> 4;
    return id.getInt(VERSION) == 0
        && id.get(CHANNELS) != 0
        && rate > 0
        && rate <= SampleRate.MAX_HERTZ
        && small >= LEAST_BLOCK
        && small <= large
        && large <= MOST_BLOCK;
  }

  @Override
  public AudioFormat format() {
    int rate = ByteBuffer.wrap(id).order(ByteOrder.LITTLE_ENDIAN).getInt(RATE);
    return new AudioFormat(Codec.VORBIS, new SampleRate(rate), id[CHANNELS] & 0xFF);
  }

  /** The first header without the bitrates, which are hints, and the setup. */
  @Override
  public byte[] identity() {
    byte[] identity = Arrays.copyOf(id, LENGTH + setup.length);
    Arrays.fill(identity, BITRATES, BLOCK_SIZES, (byte) 0);
    System.arraycopy(setup, 0, identity, LENGTH, setup.length);
    return identity;
  }

  @Override
  public byte[] comment() {
    return comment;
  }

  @Override
  public int preSkip() {
    return 0;
  }

  @Override
  public OptionalInt duration(Optional<byte[]> before, byte[] packet) {
    OptionalInt block = block(packet);
    if (block.isEmpty() || before.isEmpty()) {
      return block.isEmpty() ? block : OptionalInt.of(0);
    }
    return OptionalInt.of((block(before.get()).orElse(0) + block.getAsInt()) / 4);
  }

  private OptionalInt block(byte[] packet) {
    int sizes = id[BLOCK_SIZES] & 0xFF;
    return switch (modes.of(packet)) {
      case SHORT -> OptionalInt.of(1 << (sizes & 0xF));
      case LONG -> OptionalInt.of(1 << (sizes >>> 4));
      case NONE -> OptionalInt.empty();
    };
  }

  @Override
  public PreRollRule preRollRule() {
    return PRE_ROLL;
  }

  /**
   * Behind the framing bit of the comment nothing is defined, and nothing is read by any decoder
   * that is known: there the padding is, as taggers put it.
   */
  @Override
  public List<byte[]> headers(byte[] text, int room, int preSkip, LinkTally tally) {
    byte[] packet = comment(text, room);
    packet[SIGNATURE + text.length] = 1;
    return List.of(id, packet, setup);
  }

  @Override
  public List<byte[]> headers(int preSkip) {
    return List.of(id, comment(comment, comment.length), setup);
  }

  private static byte[] comment(byte[] text, int room) {
    byte[] signature = VorbisMapping.COMMENT.getBytes(StandardCharsets.ISO_8859_1);
    byte[] packet = Arrays.copyOf(signature, SIGNATURE + room);
    System.arraycopy(text, 0, packet, SIGNATURE, text.length);
    return packet;
  }
}
