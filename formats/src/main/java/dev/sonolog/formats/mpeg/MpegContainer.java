package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.Snapshot;
import dev.sonolog.formats.StoredBytes;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.frames.ForeignContent;
import dev.sonolog.formats.frames.FrameSniffer;
import dev.sonolog.formats.frames.TaggedMuxer;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * MPEG audio as stations send it and as files hold it: frames one after the other, tags between
 * them. Layer III and Layer II of all versions.
 */
public final class MpegContainer implements Container {
  private static final MpegSyntax SYNTAX = new MpegSyntax();

  @Override
  public String name() {
    return "MPEG audio";
  }

  /**
   * {@inheritDoc}
   *
   * <p>Looks as far ahead as the input keeps bytes, at most 128 KiB behind the tags in front, and
   * no further than to the first frames of ADTS; a tag that is longer than what the input keeps is
   * taken for one of MPEG audio.
   */
  @Override
  public boolean sniff(ByteInput input) throws IOException {
    if (ForeignContent.signature(input, name()).isPresent()) {
      return false;
    }
    return FrameSniffer.begins(input, SYNTAX, AdtsSync.SYNTAX)
        || FrameSniffer.behindTags(input) > input.limit() - MpegReader.LOOK_AHEAD;
  }

  @Override
  public PacketReader reader(ByteInput input) {
    return new MpegReader(input);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Frames of Layer II stand alone and have no way to tell a player to drop samples: played
   * alone, the first 480 samples of a segment fade in while the filter bank fills.
   */
  @Override
  public SegmentMuxer muxer(StreamElement.TrackHeader header) {
    return switch (header.format().codec()) {
      case MPEG_LAYER_3 -> new MpegMuxer();
      case MPEG_LAYER_2 -> new TaggedMuxer(PreRoll.FILTER_BANK);
      case AAC, VORBIS, OPUS, FLAC, OGG_FLAC, PCM ->
          throw new IllegalArgumentException("No MPEG audio: " + header.format());
    };
  }

  @Override
  public InspectedSegment inspect(SeekableByteChannel file) throws IOException {
    return SegmentScan.of(file).result();
  }

  @Override
  public OptionalLong declaredSamples(SeekableByteChannel file) throws IOException {
    return SegmentScan.declaredSamples(file);
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

  /**
   * {@inheritDoc}
   *
   * <p>As it is where nobody knows how many samples there are, and in Layer II.
   */
  @Override
  public Snapshot snapshot(SeekableByteChannel file, long length, OptionalLong samples)
      throws IOException {
    if (samples.isEmpty()) {
      return Snapshot.unchanged(length);
    }
    try {
      return SegmentScan.headSoFar(file, length, samples.getAsLong())
          .filter(head -> head.length <= length)
          .map(head -> new Snapshot(length, head))
          .orElse(Snapshot.unchanged(length));
    } catch (MalformedSegmentException _) {
      return Snapshot.unchanged(length);
    }
  }

  // --- excerpts

  @Override
  public SeekedSegment seek(SeekableByteChannel file, long sample) throws IOException {
    return new SegmentSeek(file).to(sample);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A frame whose side information, or whose bit allocation, is all zero (ISO/IEC 11172-3,
   * 2.4.2.7 and 2.4.2.5); of the same bitrate, so that a constant one stays constant.
   */
  @Override
  public Optional<StreamElement.Packet> silence(
      StreamElement.TrackHeader track, StreamElement.Packet like, long samples) {
    if (!(like instanceof MpegFrame frame)) {
      throw new IllegalArgumentException("The packet belongs to another container");
    }
    MpegHeader header = frame.header().withoutCrc();
    byte[] silent = Arrays.copyOf(header.bytes(), header.frameLength());
    return Optional.of(new MpegFrame(header, silent, frame.endPosition()));
  }
}
