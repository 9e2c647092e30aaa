package dev.sonolog.formats.ogg;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.flac.FlacFrame;
import dev.sonolog.formats.flac.FlacFrameHeader;
import dev.sonolog.formats.flac.StreamInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One link of FLAC (RFC 9639, 10.1). Frames do not depend on each other, so there is no pre-roll;
 * they bear numbers, which a segment counts from 0.
 */
final class FlacInOggTrack implements OggTrack {
  private static final PreRollRule NO_PRE_ROLL = new PreRollRule(0, 0, 0, 0);
  private static final int BLOCK_HEADER = 4;
  private static final int COMMENT = 4;
  private static final int LAST = 0x80;
  private static final int VERSION = 1;

  /** A comment without vendor and fields. */
  private static final byte[] NO_COMMENT = new byte[2 * Integer.BYTES];

  private final StreamInfo info;
  private final byte[] comment;

  private FlacInOggTrack(StreamInfo info, byte[] comment) {
    this.info = info;
    this.comment = comment;
  }

  static FlacInOggTrack parse(List<byte[]> headers) throws UnsupportedFormatException {
    byte[] id = headers.getFirst();
    int at = FlacMapping.BLOCK + BLOCK_HEADER;
    Optional<StreamInfo> info =
        StreamInfo.parse(Arrays.copyOfRange(id, Math.min(at, id.length), id.length));
    if (info.isEmpty() || info.get().hertz() == 0 || info.get().hertz() > SampleRate.MAX_HERTZ) {
      throw new UnsupportedFormatException("The header of a FLAC stream in Ogg is broken");
    }
    return new FlacInOggTrack(info.get(), comment(headers));
  }

  private static byte[] comment(List<byte[]> headers) {
    for (byte[] header : headers.subList(1, headers.size())) {
      if (header.length > BLOCK_HEADER && (header[0] & 0x7F) == COMMENT) {
        return Arrays.copyOfRange(header, BLOCK_HEADER, header.length);
      }
    }
    return NO_COMMENT;
  }

  @Override
  public AudioFormat format() {
    return new AudioFormat(Codec.OGG_FLAC, new SampleRate(info.hertz()), info.channels());
  }

  /** Rate, channels, depth and block sizes: lengths and the MD5 change no decoding. */
  @Override
  public byte[] identity() {
    return counted(0, StreamInfo.NO_MD5).bytes();
  }

  private StreamInfo counted(long samples, String md5) {
    return new StreamInfo(
        info.minBlockSize(),
        info.maxBlockSize(),
        0,
        0,
        info.hertz(),
        info.channels(),
        info.bitDepth(),
        samples,
        md5);
  }

  @Override
  public byte[] comment() {
    return comment;
  }

  @Override
  public int preSkip() {
    return 0;
  }

  /** {@inheritDoc} A frame of another format than the head's is none. */
  @Override
  public OptionalInt duration(Optional<byte[]> before, byte[] packet) {
    return header(packet)
        .filter(this::fits)
        .map(header -> OptionalInt.of(header.blockSize()))
        .orElseGet(OptionalInt::empty);
  }

  static Optional<FlacFrameHeader> header(byte[] packet) {
    int length = Math.min(packet.length, FlacFrameHeader.MAX_LENGTH);
    return FlacFrameHeader.parse(Arrays.copyOf(packet, length));
  }

  private boolean fits(FlacFrameHeader header) {
    Optional<StreamInfo> known = Optional.of(info);
    return header.channels() == info.channels()
        && header.hertz(known).equals(OptionalInt.of(info.hertz()))
        && header.bitDepth(known).equals(OptionalInt.of(info.bitDepth()));
  }

  @Override
  public byte[] stored(byte[] packet, long index, long sample) {
    FlacFrame frame = frame(packet);
    long number =
        switch (frame.header().strategy()) {
          case FIXED -> index;
          case VARIABLE -> sample;
        };
    return frame.renumbered(number);
  }

  @Override
  public long fingerprint(byte[] packet) {
    return frame(packet).fingerprint();
  }

  private static FlacFrame frame(byte[] packet) {
    return new FlacFrame(header(packet).orElseThrow(), packet, packet.length);
  }

  @Override
  public PreRollRule preRollRule() {
    return NO_PRE_ROLL;
  }

  /** The comment's block is as long as its room; what its fields leave of it is zeros. */
  @Override
  public List<byte[]> headers(byte[] text, int room, int preSkip, LinkTally tally) {
    StreamInfo info =
        tally instanceof FlacTally known
            ? counted(known.samples(), known.md5())
            : counted(0, StreamInfo.NO_MD5);
    return List.of(id(info), block(Arrays.copyOf(text, room)));
  }

  @Override
  public LinkTally tally() {
    return new FlacTally(info.bitDepth());
  }

  @Override
  public List<byte[]> headers(int preSkip) {
    return List.of(id(counted(0, StreamInfo.NO_MD5)), block(comment));
  }

  private static byte[] id(StreamInfo info) {
    ByteBuffer id = ByteBuffer.allocate(FlacMapping.BLOCK + BLOCK_HEADER + StreamInfo.LENGTH);
    id.put(FlacMapping.ID.getBytes(StandardCharsets.ISO_8859_1)).put((byte) VERSION).put((byte) 0);
    id.putShort((short) 1).put("fLaC".getBytes(StandardCharsets.US_ASCII));
    return id.putInt(StreamInfo.LENGTH).put(info.bytes()).array();
  }

  private static byte[] block(byte[] content) {
    return ByteBuffer.allocate(BLOCK_HEADER + content.length)
        .putInt((COMMENT | LAST) << 24 | content.length)
        .put(content)
        .array();
  }
}
