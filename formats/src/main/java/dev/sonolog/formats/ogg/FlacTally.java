package dev.sonolog.formats.ogg;

import dev.sonolog.formats.flac.FlacFrameHeader;
import dev.sonolog.formats.flac.PcmDigest;
import dev.sonolog.formats.flac.StreamInfo;
import java.util.Optional;

/** The samples of a link of FLAC, and their MD5, for STREAMINFO (RFC 9639, 8.2). */
final class FlacTally implements LinkTally {
  private final PcmDigest digest;
  private long samples;
  private Optional<String> md5 = Optional.empty();

  /**
   * @param bitDepth bits per sample
   */
  FlacTally(int bitDepth) {
    this.digest = new PcmDigest(bitDepth);
  }

  @Override
  public void add(byte[] packet, int count) {
    Optional<FlacFrameHeader> header = FlacInOggTrack.header(packet);
    samples += count;
    header.ifPresent(it -> digest.add(it, packet));
  }

  /** How many samples were counted. */
  long samples() {
    return samples;
  }

  /** As {@link StreamInfo#md5}; nothing can be counted afterwards. */
  String md5() {
    if (samples == 0) {
      return StreamInfo.NO_MD5;
    }
    md5 = md5.or(() -> Optional.of(digest.finish()));
    return md5.get();
  }
}
