package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.tags.ForeignTag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * MPEG audio as stations send it and as files hold it: frames one after the other, tags between
 * them. Layer III and Layer II of all versions.
 */
public final class MpegContainer implements Container {
  @Override
  public String name() {
    return "MPEG audio";
  }

  /**
   * {@inheritDoc}
   *
   * <p>Looks as far ahead as the input keeps bytes, at most 128 KiB behind the tags in front; a tag
   * that is longer than what the input keeps is taken for one of MPEG audio.
   */
  @Override
  public boolean sniff(ByteInput input) throws IOException {
    if (ForeignContent.signature(input).isPresent()) {
      return false;
    }
    int start = behindTags(input);
    FrameChain chain = new FrameChain(input);
    int searched = Math.min(MpegReader.SEARCH_LIMIT, input.limit() - start - MpegHeader.LENGTH);
    for (int at = start; at < start + searched && input.ensure(at + MpegHeader.LENGTH); at++) {
      Optional<MpegHeader> header = chain.headerAt(at);
      if (header.isPresent() && chain.standsAt(at, header.get(), MpegReader.FIRST_SYNC)) {
        return true;
      }
    }
    return start > input.limit() - MpegReader.LOOK_AHEAD;
  }

  private static int behindTags(ByteInput input) throws IOException {
    int start = 0;
    OptionalInt tag = ForeignTag.at(input, start);
    while (tag.isPresent() && start < input.limit()) {
      start = Math.min(input.limit(), start + tag.getAsInt());
      tag = ForeignTag.at(input, start);
    }
    return start;
  }

  @Override
  public PacketReader reader(ByteInput input) {
    return new MpegReader(input);
  }

  @Override
  public SegmentMuxer muxer(StreamElement.TrackHeader header) {
    return switch (header.format().codec()) {
      case MPEG_LAYER_3 -> new MpegMuxer();
      case MPEG_LAYER_2 -> new LayerTwoMuxer();
      case AAC, VORBIS, OPUS, FLAC, OGG_FLAC ->
          throw new IllegalArgumentException("No MPEG audio: " + header.format());
    };
  }

  @Override
  public InspectedSegment inspect(SeekableByteChannel file) throws IOException {
    return SegmentScan.of(file).result();
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
    file.truncate(scan.end());
    Optional<byte[]> head = scan.ours() ? scan.sealedHead() : Optional.empty();
    if (head.isPresent()) {
      write(file, head.get());
    }
    return inspect(file);
  }

  private static void write(SeekableByteChannel file, byte[] head) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(head);
    file.position(0);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }
}
