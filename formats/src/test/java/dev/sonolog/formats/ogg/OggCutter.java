package dev.sonolog.formats.ogg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.Elements;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Reads a stream and cuts it into segments, as a recorder does. */
final class OggCutter {
  static final OggContainer CONTAINER = new OggContainer();

  private OggCutter() {}

  static PacketReader reader(byte[] stream) {
    return CONTAINER.reader(
        new ByteInput(new ByteArrayInputStream(stream), OggContainer.LOOK_AHEAD));
  }

  /** All elements up to the end, which is not among them. */
  static List<StreamElement> elements(byte[] stream) throws IOException {
    return Elements.of(reader(stream));
  }

  static List<OggPacket> packets(List<StreamElement> elements) {
    return elements.stream()
        .filter(OggPacket.class::isInstance)
        .map(OggPacket.class::cast)
        .toList();
  }

  static StreamElement.TrackHeader header(List<StreamElement> elements) {
    return elements.stream()
        .filter(StreamElement.TrackHeader.class::isInstance)
        .map(StreamElement.TrackHeader.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** Cuts in front of the packets with these indices; a link goes on in the same segment. */
  static Cut cut(List<StreamElement> elements, Set<Integer> places) throws IOException {
    return Cut.of(CONTAINER.muxer(header(elements)), elements, places);
  }
}
