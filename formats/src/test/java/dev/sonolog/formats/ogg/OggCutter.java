package dev.sonolog.formats.ogg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.PacketReader;
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

/** Reads a stream and cuts it into segments, as a recorder does. */
final class OggCutter {
  static final OggContainer CONTAINER = new OggContainer();

  private OggCutter() {}

  /**
   * A stream that was cut.
   *
   * @param samples the playable samples of each segment
   */
  record Cut(List<MemoryFile> segments, List<Long> samples) {
    List<Path> store(Path folder, String extension) throws IOException {
      List<Path> files = new ArrayList<>();
      for (MemoryFile segment : segments) {
        Path file = folder.resolve(String.format("segment-%03d%s", files.size(), extension));
        files.add(Files.write(file, segment.content()));
      }
      return files;
    }
  }

  static PacketReader reader(byte[] stream) {
    return CONTAINER.reader(
        new ByteInput(new ByteArrayInputStream(stream), OggContainer.LOOK_AHEAD));
  }

  /** All elements up to the end, which is not among them. */
  static List<StreamElement> elements(byte[] stream) throws IOException {
    PacketReader reader = reader(stream);
    List<StreamElement> elements = new ArrayList<>();
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      elements.add(element);
      element = reader.next();
    }
    return elements;
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

  /**
   * {@code count} different packets to cut in front of, each at least three from both ends and from
   * each other: FFmpeg does not play a Vorbis file with a single page as it should.
   */
  static Set<Integer> places(Random random, int count, int packets) {
    int slots = packets / 3 - 2;
    Set<Integer> places = new TreeSet<>();
    while (places.size() < count) {
      places.add(3 * (1 + random.nextInt(slots)));
    }
    return places;
  }

  /** Cuts in front of the packets with these indices; a link goes on in the same segment. */
  static Cut cut(List<StreamElement> elements, Set<Integer> places) throws IOException {
    SegmentMuxer muxer = CONTAINER.muxer(header(elements));
    List<MemoryFile> segments = new ArrayList<>();
    List<Long> samples = new ArrayList<>();
    int index = 0;
    boolean linked = false;
    for (StreamElement element : elements) {
      if (element instanceof StreamElement.TrackHeader header) {
        if (linked) {
          muxer.link(header);
        }
        linked = true;
      } else if (element instanceof OggPacket packet) {
        boolean first = segments.isEmpty() && muxer.canBegin();
        if (places.contains(index) && !segments.isEmpty()) {
          samples.add(muxer.seal(SampleTags.of(segments.size() - 1), List.of()));
        }
        if (first || (places.contains(index) && !segments.isEmpty())) {
          segments.add(new MemoryFile());
          muxer.begin(SampleTags.of(segments.size() - 1), segments.getLast());
        }
        muxer.write(packet);
        index++;
      }
    }
    samples.add(muxer.seal(SampleTags.of(segments.size() - 1), List.of()));
    return new Cut(segments, samples);
  }
}
