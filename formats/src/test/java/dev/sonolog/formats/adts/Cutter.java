package dev.sonolog.formats.adts;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.Elements;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Reads a stream and cuts it into segments. */
final class Cutter {
  private static final AdtsContainer CONTAINER = new AdtsContainer();

  private Cutter() {}

  static AdtsReader reader(byte[] stream) {
    return new AdtsReader(new ByteInput(new ByteArrayInputStream(stream), AdtsReader.LOOK_AHEAD));
  }

  /** The track that a stream of one track is. */
  static StreamElement.TrackHeader track(byte[] stream) throws IOException {
    return (StreamElement.TrackHeader) Elements.of(reader(stream)).getFirst();
  }

  /** The frames of a stream that holds nothing else. */
  static List<AdtsFrame> frames(byte[] stream) throws IOException {
    return Elements.packets(reader(stream), AdtsFrame.class);
  }

  static Cut cut(List<AdtsFrame> frames, Set<Integer> places) throws IOException {
    return Cut.of(CONTAINER.muxer(frames.getFirst().header().trackHeader()), frames, places);
  }
}
