package dev.sonolog.formats.flac;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import java.util.Optional;

/**
 * What the frames of one track have in common, and whether another frame may follow the newest: in
 * a stream of one block size only the last frame may be smaller (RFC 9639, 9.1), so behind such a
 * frame another track begins.
 *
 * @param format rate and channels
 * @param setup all else
 * @param newestBlockSize of the newest frame; of a track without any, that of its largest
 */
public record FlacTrack(AudioFormat format, FlacSetup setup, int newestBlockSize) {

  /**
   * The track that begins with this frame.
   *
   * @param codec in which container it comes
   * @param info what STREAMINFO said, where there was one
   * @param vendor what encoded the audio, or empty
   * @throws UnsupportedFormatException if the frame leaves its rate or its bit depth to a
   *     STREAMINFO that does not say it either
   */
  public static FlacTrack of(
      Codec codec, FlacFrameHeader first, Optional<StreamInfo> info, String vendor)
      throws UnsupportedFormatException {
    int hertz = first.hertz(info).orElseThrow(() -> unsaid("sample rate"));
    int depth = first.bitDepth(info).orElseThrow(() -> unsaid("bit depth"));
    if (hertz > SampleRate.MAX_HERTZ) {
      throw new UnsupportedFormatException(
          "FLAC at " + hertz + " Hz; at most " + SampleRate.MAX_HERTZ + " Hz can be recorded");
    }
    FlacSetup setup = new FlacSetup(depth, first.strategy(), largest(first, info), vendor);
    return new FlacTrack(
        new AudioFormat(codec, new SampleRate(hertz), first.channels()),
        setup,
        setup.maxBlockSize());
  }

  private static UnsupportedFormatException unsaid(String what) {
    return new UnsupportedFormatException(
        "FLAC frames that leave their "
            + what
            + " to a header (STREAMINFO) which the stream does not repeat for those who join later;"
            + " let the encoder write it into each frame, as it does for usual rates and depths, or"
            + " send FLAC in Ogg");
  }

  private static int largest(FlacFrameHeader first, Optional<StreamInfo> info) {
    if (first.strategy() == FlacFrameHeader.Strategy.VARIABLE) {
      return FlacFrameHeader.MAX_BLOCK_SIZE;
    }
    return info.filter(StreamInfo::hasOneBlockSize)
        .map(StreamInfo::maxBlockSize)
        .filter(size -> size >= first.blockSize())
        .orElse(first.blockSize());
  }

  /**
   * The track that a header announces.
   *
   * @throws IllegalArgumentException if it is none of FLAC
   */
  public static FlacTrack of(StreamElement.TrackHeader header) {
    if (!(header.setup() instanceof FlacSetup setup)) {
      throw new IllegalArgumentException("No FLAC: " + header.format());
    }
    return new FlacTrack(header.format(), setup, setup.maxBlockSize());
  }

  public StreamElement.TrackHeader header() {
    return new StreamElement.TrackHeader(format, setup);
  }

  /**
   * Whether the frame can be the next of this track.
   *
   * @param info what the frame may refer to, where there is one
   */
  public boolean continuedBy(FlacFrameHeader frame, Optional<StreamInfo> info) {
    boolean fits =
        frame.blockSize() <= setup.maxBlockSize()
            && (setup.strategy() == FlacFrameHeader.Strategy.VARIABLE
                || newestBlockSize == setup.maxBlockSize());
    return fits && frame.strategy() == setup.strategy() && sameSound(frame, info);
  }

  /** Whether the frame decodes to samples of this track's kind. */
  boolean sameSound(FlacFrameHeader frame, Optional<StreamInfo> info) {
    return frame.channels() == format.channels()
        && frame.hertz(info).orElse(format.rate().hertz()) == format.rate().hertz()
        && frame.bitDepth(info).orElse(setup.bitDepth()) == setup.bitDepth();
  }

  /** This track with this frame as its newest. */
  public FlacTrack with(FlacFrameHeader frame) {
    return new FlacTrack(format, setup, frame.blockSize());
  }

  /** The length of a frame of that many samples that is not compressed, in bytes. */
  int verbatimLength(int blockSize) {
    long bits = (long) blockSize * format.channels() * (setup.bitDepth() + 1);
    return (int) (bits / 8) + FlacFrameHeader.MAX_LENGTH + format.channels() + FlacFrame.FOOTER;
  }
}
