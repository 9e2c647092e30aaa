package dev.sonolog.formats.flac;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The MD5 of a track's samples as STREAMINFO has it (RFC 9639, 8.2): interleaved, little-endian,
 * each sign-extended to whole bytes. One thread. A frame that cannot be decoded makes the digest
 * unknown for good.
 */
public final class PcmDigest {
  private final int bitDepth;
  private final FlacDecoder decoder = new FlacDecoder();
  private final MessageDigest md5;
  private byte[] interleaved = {};
  private @Nullable MalformedFrameException failure;

  /**
   * @param bitDepth bits per sample, 4 to 32
   */
  public PcmDigest(int bitDepth) {
    this.bitDepth = bitDepth;
    try {
      this.md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }

  /** Adds the samples of the next frame. */
  public void add(FlacFrameHeader header, byte[] frame) {
    if (failure != null) {
      return;
    }
    try {
      decoder.decode(header, bitDepth, frame);
      interleave(header);
    } catch (MalformedFrameException e) {
      failure = e;
    }
  }

  private void interleave(FlacFrameHeader header) {
    int width = (bitDepth + 7) >>> 3;
    int step = width * header.channels();
    int length = step * header.blockSize();
    if (interleaved.length < length) {
      interleaved = new byte[length];
    }
    for (int channel = 0; channel < header.channels(); channel++) {
      put(decoder.samples(channel), header.blockSize(), channel * width, step, width);
    }
    md5.update(interleaved, 0, length);
  }

  private void put(int[] samples, int count, int from, int step, int width) {
    int at = from;
    for (int i = 0; i < count; i++) {
      int sample = samples[i];
      for (int octet = 0; octet < width; octet++) {
        interleaved[at + octet] = (byte) (sample >> (8 * octet));
      }
      at += step;
    }
  }

  /** Why the digest is unknown, where it is. */
  public Optional<MalformedFrameException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * The digest of all that was added, 32 hexadecimal digits; {@link StreamInfo#NO_MD5} if it is
   * unknown. Nothing can be added afterwards.
   */
  public String finish() {
    return failure == null ? HexFormat.of().formatHex(md5.digest()) : StreamInfo.NO_MD5;
  }
}
