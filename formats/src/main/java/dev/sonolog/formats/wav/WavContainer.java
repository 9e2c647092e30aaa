package dev.sonolog.formats.wav;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.Snapshot;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.pcm.PcmBlock;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;

/** Plain samples in RIFF/WAVE, and in RF64 where a file is longer than 4 GiB. */
public final class WavContainer implements Container {
  /** How much junk in front is looked through when sniffing, in bytes. */
  private static final int SNIFFED = 4 << 10;

  private final long limit;

  public WavContainer() {
    this(SegmentHead.LIMIT);
  }

  /**
   * @param limit the longest form that is not RF64, in bytes
   */
  WavContainer(long limit) {
    this.limit = limit;
  }

  @Override
  public String name() {
    return "WAV";
  }

  @Override
  public boolean sniff(ByteInput input) throws IOException {
    return HeadReader.find(input, Math.min(SNIFFED, input.limit())).isPresent();
  }

  @Override
  public PacketReader reader(ByteInput input) {
    return new WavReader(input);
  }

  @Override
  public SegmentMuxer muxer(StreamElement.TrackHeader header) {
    return new WavMuxer(new SegmentHead(WaveFormat.of(header), limit));
  }

  @Override
  public InspectedSegment inspect(SeekableByteChannel file) throws IOException {
    return SegmentScan.of(file, limit).result();
  }

  /**
   * {@inheritDoc}
   *
   * <p>No more than its length has room for.
   */
  @Override
  public OptionalLong declaredSamples(SeekableByteChannel file) throws IOException {
    try {
      return OptionalLong.of(WavSamples.find(file).frames());
    } catch (UnsupportedFormatException _) {
      return OptionalLong.empty();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file that is none of ours loses a torn frame at its end, and nothing else of it changes.
   */
  @Override
  public InspectedSegment repair(SeekableByteChannel file) throws IOException {
    SegmentScan scan = SegmentScan.of(file, limit);
    if (scan.sealed()) {
      return scan.result();
    }
    scan.repair();
    return inspect(file);
  }

  @Override
  public Snapshot snapshot(SeekableByteChannel file, long length, OptionalLong samples)
      throws IOException {
    return WavSnapshot.of(file, length, limit);
  }

  // --- excerpts

  @Override
  public SeekedSegment seek(SeekableByteChannel file, long sample) throws IOException {
    return SegmentScan.of(file, limit).seek(sample);
  }

  @Override
  public boolean divides(StreamElement.TrackHeader track) {
    return true;
  }

  @Override
  public StreamElement.Packet part(
      StreamElement.TrackHeader track, StreamElement.Packet packet, int from, int to) {
    if (!(packet instanceof PcmBlock block)) {
      throw new IllegalArgumentException("The packet belongs to another container");
    }
    PcmBlock begun = from == 0 ? block : block.behind(from);
    return to == block.samples() ? begun : begun.first(to - from);
  }

  @Override
  public Optional<StreamElement.Packet> silence(
      StreamElement.TrackHeader track, StreamElement.Packet like, long samples) {
    int count = (int) Math.min(samples, track.format().rate().hertz());
    int length = count * WaveFormat.of(track).frameLength();
    return Optional.of(new PcmBlock(new byte[length], count, like.endPosition()));
  }
}
