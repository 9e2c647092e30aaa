package dev.sonolog.formats.ogg;

import dev.sonolog.formats.StreamElement;
import java.util.Arrays;

/**
 * What a link's reader hands to its muxer. Equal to another when packets of both decode alike,
 * whatever their comments say.
 *
 * @param track what the header packets say
 * @param beginning what the first packet is to the link
 */
record OggSetup(OggTrack track, Beginning beginning) implements StreamElement.Setup {
  /** Where in the link the first packet stands. */
  enum Beginning {
    /** It is the link's first. */
    FIRST_PACKET,
    /** Packets before it were not received. */
    LATER,
    /** It is made silence, which needs no packet before it. */
    SILENCE
  }

  /** Samples to drop from the first packet on. */
  int preSkip() {
    return beginning == Beginning.FIRST_PACKET ? track.preSkip() : 0;
  }

  @Override
  public OggSetup joinedLater() {
    return new OggSetup(track, Beginning.LATER);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OggSetup setup
        && track.format().equals(setup.track.format())
        && Arrays.equals(track.identity(), setup.track.identity());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(track.identity());
  }
}
