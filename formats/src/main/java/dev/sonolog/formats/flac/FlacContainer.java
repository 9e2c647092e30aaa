package dev.sonolog.formats.flac;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.Snapshot;
import dev.sonolog.formats.StoredBytes;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.formats.tags.ForeignTag;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** FLAC as stations send it and as files hold it: metadata, then frames one after the other. */
public final class FlacContainer implements Container {
  /**
   * How far is looked for a frame in front of which no head stands, in bytes: the rest of one and a
   * whole one, of 4,096 samples in six channels of 24 bits not compressed.
   */
  private static final int SEARCH_LIMIT = 160 << 10;

  /** "OggS". */
  private static final int OGG_PAGE = 0x4F67_6753;

  /** No page of Ogg is longer, in bytes (RFC 3533, 6). */
  private static final int OGG_REACH = 65_307;

  private final Supplier<FlacEncoders> encoders;
  private final FlacEncoding encoding;

  /** Codes samples, where it gets some, as usual. */
  public FlacContainer() {
    this(FlacEncoding.USUAL);
  }

  /**
   * @param encoding how samples of a sound card are coded; frames of a stream stay as they are
   */
  public FlacContainer(FlacEncoding encoding) {
    this(FlacEncoders::installed, encoding);
  }

  /**
   * @param encoders asked when samples are to be coded
   */
  FlacContainer(Supplier<FlacEncoders> encoders, FlacEncoding encoding) {
    this.encoders = encoders;
    this.encoding = encoding;
  }

  @Override
  public String name() {
    return "FLAC";
  }

  /**
   * {@inheritDoc}
   *
   * <p>The head of a stream is known by its first bytes, also behind an ID3v2 tag; else a frame is
   * searched at most 160 KiB ahead. Frames in pages of Ogg are Ogg's.
   */
  @Override
  public boolean sniff(ByteInput input) throws IOException {
    int start = ForeignTag.at(input, 0).orElse(0);
    FrameSearch search = new FrameSearch(input);
    if (start <= input.limit() - 2 * Integer.BYTES && search.streamAt(start)) {
      return true;
    }
    int limit = Math.min(SEARCH_LIMIT, input.limit());
    return switch (search.next(Optional.empty(), limit)) {
      case FrameSearch.Found.Frame(int begin, var _, int length) -> !isOgg(input, begin + length);
      case FrameSearch.Found.Metadata(int begin) -> !isOgg(input, begin);
      case FrameSearch.Found.Nothing _ -> false;
    };
  }

  /** Whether a page of Ogg (RFC 3533, 6) begins before {@code end} or a little behind. */
  private static boolean isOgg(ByteInput input, int end) throws IOException {
    int last = Math.min(end + OGG_REACH, input.limit() - Integer.BYTES);
    for (int at = 0; at < last && input.ensure(at + Integer.BYTES + 1); at++) {
      if (input.peek(at) == 'O' && input.peekInt(at) == OGG_PAGE && input.peek(at + 4) == 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public PacketReader reader(ByteInput input) {
    return new FlacReader(input);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Blocks of a sound card are coded on the way.
   *
   * @throws IllegalArgumentException also if FLAC cannot hold such samples; see {@link
   *     FlacEncoders#check}
   */
  @Override
  public SegmentMuxer muxer(StreamElement.TrackHeader header) {
    if (header.format().codec() != Codec.FLAC) {
      throw new IllegalArgumentException("No FLAC: " + header.format());
    }
    return header.setup() instanceof PcmSetup setup
        ? new EncodingMuxer(header, setup, encoders.get(), encoding)
        : new FlacMuxer(header);
  }

  @Override
  public InspectedSegment inspect(SeekableByteChannel file) throws IOException {
    return SegmentScan.of(file).result();
  }

  @Override
  public OptionalLong declaredSamples(SeekableByteChannel file) throws IOException {
    return StoredHead.read(StoredHead.open(file)).metadata().info().stream()
        .mapToLong(StreamInfo::samples)
        .filter(samples -> samples > 0)
        .findFirst();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file that is none of ours loses what is broken behind its last frame, and keeps its head.
   */
  @Override
  public InspectedSegment repair(SeekableByteChannel file) throws IOException {
    SegmentScan scan = SegmentScan.of(file);
    if (scan.sealed()) {
      return scan.result();
    }
    StoredBytes.seal(file, scan.end(), scan.sealedHead());
    return inspect(file);
  }

  @Override
  public Snapshot snapshot(SeekableByteChannel file, long length, OptionalLong samples)
      throws IOException {
    return FlacSnapshot.of(file, length, samples);
  }

  // --- excerpts

  @Override
  public SeekedSegment seek(SeekableByteChannel file, long sample) throws IOException {
    return new FlacSeek(file).to(sample);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Its segments have blocks of many sizes.
   */
  @Override
  public SegmentMuxer splicer(StreamElement.TrackHeader header) {
    if (header.format().codec() != Codec.FLAC || !(header.setup() instanceof FlacSetup)) {
      throw new IllegalArgumentException("No frames of FLAC: " + header.format());
    }
    return new FlacSplicer(header);
  }

  @Override
  public boolean divides(StreamElement.TrackHeader track) {
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The part is coded anew. A frame that cannot be decoded stays whole.
   */
  @Override
  public StreamElement.Packet part(
      StreamElement.TrackHeader track, StreamElement.Packet packet, int from, int to) {
    FlacFrame frame = frame(packet);
    if (from == 0 && to == frame.samples()) {
      return frame;
    }
    try {
      return new FrameMaker(bitDepth(track)).part(frame, from, to);
    } catch (MalformedFrameException _) {
      return frame;
    }
  }

  @Override
  public Optional<StreamElement.Packet> silence(
      StreamElement.TrackHeader track, StreamElement.Packet like, long samples) {
    int count = (int) Math.min(samples, FrameMaker.USUAL_SIZE);
    return Optional.of(new FrameMaker(bitDepth(track)).silence(frame(like), count));
  }

  private static FlacFrame frame(StreamElement.Packet packet) {
    if (packet instanceof FlacFrame frame) {
      return frame;
    }
    throw new IllegalArgumentException("The packet belongs to another container");
  }

  private static int bitDepth(StreamElement.TrackHeader track) {
    return FlacTrack.of(track).setup().bitDepth();
  }
}
