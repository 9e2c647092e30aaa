package dev.sonolog.formats.adts;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.StoredBytes;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.frames.ForeignContent;
import dev.sonolog.formats.frames.FrameSniffer;
import dev.sonolog.formats.mpeg.MpegSyntax;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * AAC as stations send it and as {@code .aac} files hold it: ADTS frames one after the other, tags
 * between them.
 */
public final class AdtsContainer implements Container {
  private static final MpegSyntax MPEG_AUDIO = new MpegSyntax();

  @Override
  public String name() {
    return "AAC (ADTS)";
  }

  /**
   * {@inheritDoc}
   *
   * <p>Looks as far ahead as the input keeps bytes, at most 128 KiB behind the tags in front, and
   * no further than to the first frames of MPEG audio.
   */
  @Override
  public boolean sniff(ByteInput input) throws IOException {
    return ForeignContent.signature(input, name()).isEmpty()
        && FrameSniffer.begins(input, AdtsReader.SYNTAX, MPEG_AUDIO);
  }

  @Override
  public PacketReader reader(ByteInput input) {
    return new AdtsReader(input);
  }

  @Override
  public SegmentMuxer muxer(StreamElement.TrackHeader header) {
    return new AdtsMuxer(header);
  }

  @Override
  public InspectedSegment inspect(SeekableByteChannel file) throws IOException {
    return AdtsScan.of(file).result();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file that is none of ours loses what is broken behind its last frame, and keeps its head.
   */
  @Override
  public InspectedSegment repair(SeekableByteChannel file) throws IOException {
    AdtsScan scan = AdtsScan.of(file);
    if (scan.sealed()) {
      return scan.result();
    }
    StoredBytes.seal(file, scan.end(), scan.sealedHead());
    return inspect(file);
  }

  // --- excerpts

  @Override
  public SeekedSegment seek(SeekableByteChannel file, long sample) throws IOException {
    return new AdtsSeek(file).to(sample);
  }

  /**
   * {@inheritDoc}
   *
   * <p>None of what may be HE-AAC, which is all of 24 kHz and less: see {@link SilentFrame}.
   */
  @Override
  public Optional<StreamElement.Packet> silence(
      StreamElement.TrackHeader track, StreamElement.Packet like, long samples) {
    if (!(track.setup() instanceof AdtsSetup setup) || !(like instanceof AdtsFrame frame)) {
      throw new IllegalArgumentException("The packet belongs to another container");
    }
    return SilentFrame.of(setup, frame).map(silent -> silent);
  }
}
