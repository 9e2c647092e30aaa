package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.SampleTags;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Reads a stream and cuts it into segments. */
final class Cutter {
  private static final FlacContainer CONTAINER = new FlacContainer();
  private static final int LOOK_AHEAD = 1 << 20;

  private Cutter() {}

  /**
   * A stream that was cut.
   *
   * @param samples the samples of each segment
   */
  record Cut(List<MemoryFile> segments, List<Long> samples) {
    List<Path> store(Path folder) throws IOException {
      List<Path> files = new ArrayList<>();
      for (MemoryFile segment : segments) {
        Path file = folder.resolve(String.format("segment-%03d.flac", files.size()));
        files.add(Files.write(file, segment.content()));
      }
      return files;
    }
  }

  /** All elements up to the end, which is not among them. */
  static List<StreamElement> elements(byte[] stream) throws IOException {
    FlacReader reader = new FlacReader(new ByteInput(new ByteArrayInputStream(stream), LOOK_AHEAD));
    List<StreamElement> elements = new ArrayList<>();
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      elements.add(element);
      element = reader.next();
    }
    return elements;
  }

  /** The frames of a stream that holds nothing else. */
  static List<FlacFrame> frames(byte[] stream) throws IOException {
    List<FlacFrame> frames = new ArrayList<>();
    for (StreamElement element : elements(stream)) {
      assertThat(element).isInstanceOfAny(FlacFrame.class, StreamElement.TrackHeader.class);
      if (element instanceof FlacFrame frame) {
        frames.add(frame);
      }
    }
    return frames;
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
    SegmentMuxer muxer = CONTAINER.muxer(header);
    List<MemoryFile> segments = new ArrayList<>();
    List<Long> samples = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      if (i == 0 || places.contains(i)) {
        if (i > 0) {
          samples.add(muxer.seal(SampleTags.of(segments.size() - 1), List.of()));
        }
        segments.add(new MemoryFile());
        muxer.begin(SampleTags.of(segments.size() - 1), segments.getLast());
      }
      muxer.write(frames.get(i));
    }
    samples.add(muxer.seal(SampleTags.of(segments.size() - 1), List.of()));
    return new Cut(segments, samples);
  }
}
