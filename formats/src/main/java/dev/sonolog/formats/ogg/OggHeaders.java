package dev.sonolog.formats.ogg;

import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.flac.StreamInfo;
import java.util.List;

/** The header packets of a link, for who puts its packets into another container. */
public final class OggHeaders {
  private OggHeaders() {}

  /**
   * All of them; nothing is to be dropped at the start.
   *
   * @throws IllegalArgumentException if the track is none of Ogg's
   */
  public static List<byte[]> of(TrackHeader track) {
    if (track.setup() instanceof OggSetup setup) {
      return setup.track().headers(0);
    }
    throw new IllegalArgumentException("No Ogg stream: " + track.format());
  }

  /**
   * What a link of FLAC says of itself; its length and digest left out.
   *
   * @throws IllegalArgumentException if the track is no FLAC in Ogg
   */
  public static StreamInfo streamInfo(TrackHeader track) {
    if (track.setup() instanceof OggSetup setup && setup.track() instanceof FlacInOggTrack flac) {
      return StreamInfo.parse(flac.identity()).orElseThrow();
    }
    throw new IllegalArgumentException("No FLAC in Ogg: " + track.format());
  }
}
