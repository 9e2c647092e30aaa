package dev.sonolog.formats.mpeg;

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
  private static final MpegContainer CONTAINER = new MpegContainer();

  private Cutter() {}

  /**
   * A stream that was cut.
   *
   * @param first the index of the first playable frame
   * @param samples the playable samples of each segment
   */
  record Cut(int first, List<MemoryFile> segments, List<Long> samples) {
    List<Path> store(Path folder) throws IOException {
      List<Path> files = new ArrayList<>();
      for (MemoryFile segment : segments) {
        Path file = folder.resolve(String.format("segment-%03d.mp3", files.size()));
        files.add(Files.write(file, segment.content()));
      }
      return files;
    }
  }

  static List<StreamElement> elements(byte[] stream) throws IOException {
    return elements(
        new MpegReader(new ByteInput(new ByteArrayInputStream(stream), MpegReader.LOOK_AHEAD)));
  }

  /** All elements up to the end, which is not among them. */
  static List<StreamElement> elements(MpegReader reader) throws IOException {
    List<StreamElement> elements = new ArrayList<>();
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      elements.add(element);
      element = reader.next();
    }
    return elements;
  }

  /** The frames of a stream that holds nothing else. */
  static List<MpegFrame> frames(byte[] stream) throws IOException {
    List<MpegFrame> frames = new ArrayList<>();
    for (StreamElement element : elements(stream)) {
      assertThat(element).isInstanceOfAny(MpegFrame.class, StreamElement.TrackHeader.class);
      if (element instanceof MpegFrame frame) {
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

  static Cut cut(List<MpegFrame> frames, Set<Integer> places) throws IOException {
    SegmentMuxer muxer = CONTAINER.muxer(frames.getFirst().header().trackHeader());
    int first = 0;
    while (!muxer.canBegin()) {
      muxer.write(frames.get(first++));
    }
    List<MemoryFile> segments = new ArrayList<>();
    List<Long> samples = new ArrayList<>();
    for (int i = first; i < frames.size(); i++) {
      if (i == first || places.contains(i)) {
        if (i > first) {
          samples.add(muxer.seal(SampleTags.of(segments.size() - 1), List.of()));
        }
        segments.add(new MemoryFile());
        muxer.begin(SampleTags.of(segments.size() - 1), segments.getLast());
      }
      muxer.write(frames.get(i));
    }
    samples.add(muxer.seal(SampleTags.of(segments.size() - 1), List.of()));
    return new Cut(first, segments, samples);
  }
}
