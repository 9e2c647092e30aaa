package dev.sonolog.formats.ogg;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.UnsupportedFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One link of Opus (RFC 7845, section 5). Its samples are those of 48 kHz, whatever was encoded.
 *
 * <p>A decoder that starts in the middle comes close to one that was there from the start, and
 * never in a bounded time for sure: RFC 7845 asks for 80 ms. A segment has as much in front as its
 * pre-skip can count, 1.36 s; nearly all material is exact long before.
 */
final class OpusTrack implements OggTrack {
  private static final int RATE = 48_000;

  /** The longest pre-skip (RFC 7845, 5.1: 16 bits), in samples. */
  private static final int MAX_PRE_SKIP = 0xFFFF;

  /** What a decoder needs at least that starts in the middle (RFC 7845, 4.6): 80 ms. */
  private static final int SETTLING = 3_840;

  private static final PreRollRule PRE_ROLL =
      new PreRollRule(Integer.MAX_VALUE, MAX_PRE_SKIP, 1, SETTLING);

  private static final int VERSION = 8;
  private static final int CHANNELS = 9;
  private static final int PRE_SKIP = 10;
  private static final int GAIN = 16;
  private static final int FAMILY = 18;
  private static final int LENGTH = 19;
  private static final int SIGNATURE = 8;

  private final byte[] id;
  private final byte[] comment;

  private OpusTrack(byte[] id, byte[] comment) {
    this.id = id;
    this.comment = comment;
  }

  static OpusTrack parse(byte[] id, byte[] tags) throws UnsupportedFormatException {
    if (id.length < LENGTH || id[CHANNELS] == 0) {
      throw new UnsupportedFormatException("The header of an Opus stream is broken");
    }
    if ((id[VERSION] & 0xF0) != 0) {
      throw new UnsupportedFormatException(
          "Opus in Ogg of version " + (id[VERSION] & 0xFF) + " is not known; 1 is needed");
    }
    if (!familyFits(id)) {
      throw new UnsupportedFormatException(
          "The channel mapping of an Opus stream is broken: family " + (id[FAMILY] & 0xFF));
    }
    return new OpusTrack(id.clone(), Arrays.copyOfRange(tags, SIGNATURE, tags.length));
  }

  /** Family 0 has one or two channels and no table; others tell counts and a table (5.1.1). */
  private static boolean familyFits(byte[] id) {
    int channels = id[CHANNELS] & 0xFF;
    return id[FAMILY] == 0 ? channels <= 2 : id.length >= LENGTH + 2 + channels;
  }

  @Override
  public AudioFormat format() {
    return new AudioFormat(Codec.OPUS, new SampleRate(RATE), id[CHANNELS] & 0xFF);
  }

  /** Channels, gain and mapping; pre-skip and the rate of what was encoded change no decoding. */
  @Override
  public byte[] identity() {
    byte[] identity = Arrays.copyOfRange(id, GAIN - 1, id.length);
    identity[0] = id[CHANNELS];
    return identity;
  }

  @Override
  public byte[] comment() {
    return comment;
  }

  @Override
  public int preSkip() {
    return (id[PRE_SKIP] & 0xFF) | (id[PRE_SKIP + 1] & 0xFF) << 8;
  }

  @Override
  public OptionalInt duration(Optional<byte[]> before, byte[] packet) {
    return OpusToc.duration(packet);
  }

  @Override
  public PreRollRule preRollRule() {
    return PRE_ROLL;
  }

  /** What follows the comment is padding when it begins with a zero (RFC 7845, 5.2). */
  @Override
  public List<byte[]> headers(byte[] text, int room, int preSkip, LinkTally tally) {
    return List.of(head(preSkip), tags(text, room));
  }

  @Override
  public List<byte[]> headers(int preSkip) {
    return List.of(head(preSkip), tags(comment, comment.length));
  }

  /**
   * A packet of 20 ms of silence: a CELT frame of full band in one or two channels whose first
   * coded bit, the silence flag, is set (RFC 6716, 3.1 and 4.3); empty where channels are mapped.
   */
  Optional<byte[]> silence() {
    int stereo = id[CHANNELS] == 2 ? 4 : 0;
    return id[FAMILY] == 0
        ? Optional.of(new byte[] {(byte) (0xF8 | stereo), (byte) 0xFF, (byte) 0xFE})
        : Optional.empty();
  }

  private byte[] head(int preSkip) {
    byte[] head = id.clone();
    head[PRE_SKIP] = (byte) preSkip;
    head[PRE_SKIP + 1] = (byte) (preSkip >>> 8);
    return head;
  }

  private static byte[] tags(byte[] text, int room) {
    byte[] signature = OpusMapping.TAGS.getBytes(StandardCharsets.US_ASCII);
    byte[] tags = Arrays.copyOf(signature, SIGNATURE + room);
    System.arraycopy(text, 0, tags, SIGNATURE, text.length);
    return tags;
  }
}
