package dev.sonolog.formats.flac;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Codes the blocks of a sound card into FLAC, each segment a stream of its own: any sample is a
 * place for a cut. Samples wait for at most a quarter of a second until their block is full; the
 * seal codes the rest. One thread, which coding holds; constant memory.
 */
final class EncodingMuxer implements SegmentMuxer {
  private final PcmShape shape;
  private final FlacEncoders encoders;
  private final FlacEncoding encoding;
  private @Nullable FlacEncoder encoder;
  private @Nullable Open open;

  /** A segment that is being written. */
  private record Open(SegmentSink sink, FlacEncoder encoder, BodyTally body, MessageDigest md5) {
    void append(byte[] frame) throws IOException {
      byte[] header = Arrays.copyOf(frame, Math.min(frame.length, FlacFrameHeader.MAX_LENGTH));
      body.add(
          FlacFrameHeader.parse(header)
              .orElseThrow(() -> new IOException("The encoder puts out what is no frame")),
          frame.length);
      sink.append(frame, 0, frame.length);
    }
  }

  /**
   * @throws IllegalArgumentException if FLAC cannot hold such samples
   */
  EncodingMuxer(
      StreamElement.TrackHeader header,
      PcmSetup setup,
      FlacEncoders encoders,
      FlacEncoding encoding) {
    FlacEncoders.check(setup.sampleFormat(), header.format());
    this.shape = PcmShape.of(header.format(), setup.sampleFormat());
    this.encoders = encoders;
    this.encoding = encoding;
  }

  @Override
  public boolean canBegin() {
    return true;
  }

  @Override
  public void begin(SegmentTags tags, SegmentSink sink) throws IOException {
    if (open != null) {
      throw new IllegalStateException("A segment is open");
    }
    FlacEncoder beginning = encoder == null ? encoders.encoder(shape, encoding) : encoder;
    encoder = beginning;
    beginning.begin();
    FlacTrack track = track(beginning.vendor());
    sink.head(SegmentHead.provisional(track, tags));
    open = new Open(sink, beginning, new BodyTally(track), md5());
  }

  private FlacTrack track(String vendor) {
    FlacSetup setup =
        new FlacSetup(shape.bits(), FlacFrameHeader.Strategy.FIXED, shape.blockSize(), vendor);
    return new FlacTrack(shape.format(), setup, shape.blockSize());
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the packet is no block of this track's frames
   */
  @Override
  public void write(StreamElement.Packet packet) throws IOException {
    if (!(packet instanceof PcmBlock block) || block.frameLength() != shape.frameLength()) {
      throw new IllegalArgumentException("The packet belongs to another track");
    }
    if (open != null) {
      open.md5().update(block.bytes());
      open.encoder().add(block.bytes(), open::append);
    }
  }

  @Override
  public long seal(SegmentTags tags, List<Chapter> chapters) throws IOException {
    Open sealed = open;
    if (sealed == null) {
      throw new IllegalStateException("No segment is open");
    }
    open = null;
    sealed.encoder().finish(sealed::append);
    String md5 = HexFormat.of().formatHex(sealed.md5().digest());
    sealed
        .sink()
        .replaceHead(
            SegmentHead.sealed(
                sealed.body(), md5, sealed.encoder().vendor(), Optional.of(tags), chapters));
    return sealed.body().samples();
  }
}
