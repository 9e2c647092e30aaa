package dev.sonolog.formats.ogg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.Snapshot;
import dev.sonolog.formats.StoredBytes;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.frames.ForeignContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;

/** Ogg as stations send it and as files hold it, with the codecs that {@link OggMapping}s know. */
public final class OggContainer implements Container {
  /** What an input must be allowed to keep ahead of its cursor, in bytes: the longest page. */
  public static final int LOOK_AHEAD = OggPage.MAX_LENGTH;

  @Override
  public String name() {
    return "Ogg";
  }

  /**
   * {@inheritDoc}
   *
   * <p>At the start the capture pattern is enough; behind junk, of which there may be as much as
   * the longest page, a whole page with a right CRC must follow.
   */
  @Override
  public boolean sniff(ByteInput input) throws IOException {
    if (OggPage.captured(input, 0)) {
      return true;
    }
    if (ForeignContent.signature(input, name()).isPresent()) {
      return false;
    }
    int searched = Math.min(OggPage.MAX_LENGTH, input.limit() - OggPage.MAX_LENGTH);
    for (int at = 1; at < searched && input.ensure(at + 1); at++) {
      if (OggPage.at(input, at).isPresent()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public PacketReader reader(ByteInput input) {
    return new OggReader(input);
  }

  @Override
  public SegmentMuxer muxer(StreamElement.TrackHeader header) {
    if (header.setup() instanceof OggSetup setup) {
      return new OggMuxer(header.format(), setup);
    }
    throw new IllegalArgumentException("No Ogg stream: " + header.format());
  }

  @Override
  public InspectedSegment inspect(SeekableByteChannel file) throws IOException {
    return OggScan.of(file).result();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file that is none of ours loses a page that was broken off at its end, and nothing else.
   */
  @Override
  public InspectedSegment repair(SeekableByteChannel file) throws IOException {
    OggScan scan = OggScan.of(file);
    if (scan.sealed()) {
      return scan.result();
    }
    file.truncate(scan.end());
    if (scan.ours()) {
      end(scan.lastPage(), file);
      seal(file);
    }
    return inspect(file);
  }

  private static void end(OggPage last, SeekableByteChannel file) throws IOException {
    if (!last.endsStream()) {
      StoredBytes.replace(file, last.position(), last.asLast().bytes());
    }
  }

  /** Counts what is there now: the end that was cut off may have trimmed samples. */
  private static void seal(SeekableByteChannel file) throws IOException {
    Optional<byte[]> head = OggScan.forHead(file).head();
    if (head.isPresent()) {
      StoredBytes.replace(file, 0, head.get());
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Cut behind the last whole page, which says how long all is.
   */
  @Override
  public Snapshot snapshot(SeekableByteChannel file, long length, OptionalLong samples)
      throws IOException {
    long from = Math.max(0, length - 2L * OggPage.MAX_LENGTH);
    byte[] bytes = StoredBytes.read(file, from, (int) (length - from));
    ByteInput input =
        new ByteInput(new ByteArrayInputStream(bytes), bytes.length + OggPage.MAX_LENGTH);
    for (int at = bytes.length - OggPage.HEADER; at >= 0; at--) {
      Optional<OggPage> page = OggPage.at(input, at);
      if (page.isPresent()) {
        return Snapshot.unchanged(from + page.get().endPosition());
      }
    }
    return Snapshot.unchanged(length);
  }

  // --- excerpts

  @Override
  public SeekedSegment seek(SeekableByteChannel file, long sample) throws IOException {
    return new OggSeek(file).to(sample);
  }

  @Override
  public SegmentMuxer silentSplicer(StreamElement.TrackHeader header) {
    if (header.setup() instanceof OggSetup setup) {
      return new OggMuxer(header.format(), new OggSetup(setup.track(), OggSetup.Beginning.SILENCE));
    }
    throw new IllegalArgumentException("No Ogg stream: " + header.format());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Opus has a flag for a frame of silence (RFC 6716, 4.3), and the end of a link can trim the
   * last; Vorbis and FLAC in Ogg have no packet that is silent whatever came before it and short.
   */
  @Override
  public Optional<StreamElement.Packet> silence(
      StreamElement.TrackHeader track, StreamElement.Packet like, long samples) {
    if (!(like instanceof OggPacket packet)) {
      throw new IllegalArgumentException("The packet belongs to another container");
    }
    return packet.track() instanceof OpusTrack opus
        ? opus.silence().map(bytes -> silent(packet, bytes, samples))
        : Optional.empty();
  }

  private static OggPacket silent(OggPacket like, byte[] bytes, long samples) {
    int duration = OpusToc.duration(bytes).orElseThrow();
    int kept = (int) Math.min(duration, samples);
    return new OggPacket(like.track(), bytes, like.endPosition(), kept, duration - kept);
  }
}
