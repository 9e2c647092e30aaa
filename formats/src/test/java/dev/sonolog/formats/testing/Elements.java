package dev.sonolog.formats.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a reader says, to be looked at. */
public final class Elements {
  private Elements() {}

  /** All elements up to the end, which is not among them. */
  public static List<StreamElement> of(PacketReader reader) throws IOException {
    List<StreamElement> elements = new ArrayList<>();
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      elements.add(element);
      element = reader.next();
    }
    return elements;
  }

  /** The packets of a stream that holds nothing else, of the one kind that there is. */
  public static <P extends StreamElement.Packet> List<P> packets(PacketReader reader, Class<P> kind)
      throws IOException {
    List<P> packets = new ArrayList<>();
    for (StreamElement element : of(reader)) {
      assertThat(element).isInstanceOfAny(kind, StreamElement.TrackHeader.class);
      if (element instanceof StreamElement.Packet packet) {
        packets.add(kind.cast(packet));
      }
    }
    return packets;
  }
}
