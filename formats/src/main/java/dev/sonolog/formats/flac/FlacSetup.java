package dev.sonolog.formats.flac;

import dev.sonolog.formats.StreamElement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder and a muxer must know of a track besides its rate and channels.
 *
 * @param bitDepth bits per sample, 4 to 32
 * @param strategy what the frames' numbers count
 * @param maxBlockSize the size of all blocks but the last, which may be smaller, in samples per
 *     channel; of a stream with blocks of many sizes the largest that FLAC has
 * @param vendor what encoded the audio, as the stream said; empty if it did not. Two setups that
 *     differ in nothing else are equal
 */
public record FlacSetup(
    int bitDepth, FlacFrameHeader.Strategy strategy, int maxBlockSize, String vendor)
    implements StreamElement.Setup {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FlacSetup that
        && bitDepth == that.bitDepth
        && strategy == that.strategy
        && maxBlockSize == that.maxBlockSize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(bitDepth, strategy, maxBlockSize);
  }
}
