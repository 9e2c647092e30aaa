package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.Elements;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Reads a stream and cuts it into segments. */
final class Cutter {
  private static final FlacContainer CONTAINER = new FlacContainer();
  private static final int LOOK_AHEAD = 1 << 20;

  private Cutter() {}

  private static FlacReader reader(byte[] stream) {
    return new FlacReader(new ByteInput(new ByteArrayInputStream(stream), LOOK_AHEAD));
  }

  static List<StreamElement> elements(byte[] stream) throws IOException {
    return Elements.of(reader(stream));
  }

  /** The frames of a stream that holds nothing else. */
  static List<FlacFrame> frames(byte[] stream) throws IOException {
    return Elements.packets(reader(stream), FlacFrame.class);
  }

  static StreamElement.TrackHeader header(byte[] stream) throws IOException {
    return (StreamElement.TrackHeader) elements(stream).getFirst();
  }

  /** {@code count} different places for a cut, none in front of the first frame. */
  static Set<Integer> places(Random random, int count, int frames) {
    assertThat(frames).as("frames").isGreaterThan(count);
    Set<Integer> places = new TreeSet<>();
    while (places.size() < count) {
      places.add(1 + random.nextInt(frames - 1));
    }
    return places;
  }

  static Cut cut(StreamElement.TrackHeader header, List<FlacFrame> frames, Set<Integer> places)
      throws IOException {
    return Cut.of(CONTAINER.muxer(header), frames, places);
  }
}
