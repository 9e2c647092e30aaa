package dev.sonolog.formats.adts;

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
  private static final AdtsContainer CONTAINER = new AdtsContainer();

  private Cutter() {}

  /**
   * A stream that was cut.
   *
   * @param firsts the index of each segment's first frame
   * @param samples the playable samples of each segment
   */
  record Cut(List<Integer> firsts, List<MemoryFile> segments, List<Long> samples) {
    List<Path> store(Path folder) throws IOException {
      List<Path> files = new ArrayList<>();
      for (MemoryFile segment : segments) {
        Path file = folder.resolve(String.format("segment-%03d.aac", files.size()));
        files.add(Files.write(file, segment.content()));
      }
      return files;
    }

    byte[] bodies() {
      return AdtsFrames.joined(segments.stream().map(MemoryFile::body).toArray(byte[][]::new));
    }
  }

  static AdtsReader reader(byte[] stream) {
    return new AdtsReader(new ByteInput(new ByteArrayInputStream(stream), AdtsReader.LOOK_AHEAD));
  }

  /** All elements up to the end, which is not among them. */
  static List<StreamElement> elements(byte[] stream) throws IOException {
    AdtsReader reader = reader(stream);
    List<StreamElement> elements = new ArrayList<>();
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      elements.add(element);
      element = reader.next();
    }
    return elements;
  }

  /** The track that a stream of one track is. */
  static StreamElement.TrackHeader track(byte[] stream) throws IOException {
    return (StreamElement.TrackHeader) elements(stream).getFirst();
  }

  /** The frames of a stream that holds nothing else. */
  static List<AdtsFrame> frames(byte[] stream) throws IOException {
    List<AdtsFrame> frames = new ArrayList<>();
    for (StreamElement element : elements(stream)) {
      assertThat(element).isInstanceOfAny(AdtsFrame.class, StreamElement.TrackHeader.class);
      if (element instanceof AdtsFrame frame) {
        frames.add(frame);
      }
    }
    return frames;
  }

  /**
   * {@code count} different places for a cut, at least {@code apart} frames from each other and
   * from both ends: FFmpeg does not recognise every file of a few frames by itself.
   */
  static Set<Integer> places(Random random, int count, int frames, int apart) {
    int slots = frames / apart - 2;
    int shift = random.nextInt(apart);
    assertThat(slots).as("places for a cut").isGreaterThanOrEqualTo(count);
    Set<Integer> places = new TreeSet<>();
    while (places.size() < count) {
      places.add(apart * (1 + random.nextInt(slots)) + shift);
    }
    return places;
  }

  static Cut cut(List<AdtsFrame> frames, Set<Integer> places) throws IOException {
    SegmentMuxer muxer = CONTAINER.muxer(frames.getFirst().header().trackHeader());
    Cut cut = new Cut(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < frames.size(); i++) {
      if (i == 0 || places.contains(i)) {
        seal(muxer, cut);
        cut.firsts().add(i);
        cut.segments().add(new MemoryFile());
        muxer.begin(SampleTags.of(cut.segments().size() - 1), cut.segments().getLast());
      }
      muxer.write(frames.get(i));
    }
    seal(muxer, cut);
    return cut;
  }

  private static void seal(SegmentMuxer muxer, Cut cut) throws IOException {
    if (!cut.segments().isEmpty()) {
      cut.samples().add(muxer.seal(SampleTags.of(cut.segments().size() - 1), List.of()));
    }
  }
}
