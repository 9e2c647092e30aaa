package dev.sonolog.formats.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.StreamElement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A stream that was cut.
 *
 * @param firsts the index of each segment's first packet
 * @param samples the playable samples of each segment
 */
public record Cut(List<Integer> firsts, List<MemoryFile> segments, List<Long> samples) {
  /**
   * Cuts as a recorder does, in front of the packets with these indices. The first segment begins
   * as soon as one can; a link goes on in the same segment.
   *
   * @param muxer of the first track
   */
  public static Cut of(
      SegmentMuxer muxer, List<? extends StreamElement> elements, Set<Integer> places)
      throws IOException {
    Cut cut = new Cut(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    boolean linked = false;
    int index = 0;
    for (StreamElement element : elements) {
      if (element instanceof StreamElement.TrackHeader header) {
        if (linked) {
          muxer.link(header);
        }
        linked = true;
      } else if (element instanceof StreamElement.Packet packet) {
        if (cut.segments.isEmpty() ? muxer.canBegin() : places.contains(index)) {
          cut.next(muxer, index);
        }
        muxer.write(packet);
        index++;
      }
    }
    cut.seal(muxer);
    return cut;
  }

  private void next(SegmentMuxer muxer, int index) throws IOException {
    if (!segments.isEmpty()) {
      seal(muxer);
    }
    firsts.add(index);
    segments.add(new MemoryFile());
    muxer.begin(SampleTags.of(segments.size() - 1), segments.getLast());
  }

  private void seal(SegmentMuxer muxer) throws IOException {
    samples.add(muxer.seal(SampleTags.of(segments.size() - 1), List.of()));
  }

  /**
   * {@code count} different places for a cut, at least {@code apart} packets from each other and
   * from both ends: FFmpeg does not recognise every file of a few frames by itself, and does not
   * play a Vorbis file with a single page as it should.
   */
  public static Set<Integer> places(Random random, int count, int packets, int apart) {
    int slots = packets / apart - 2;
    int shift = random.nextInt(apart);
    assertThat(slots).as("places for a cut").isGreaterThanOrEqualTo(count);
    Set<Integer> places = new TreeSet<>();
    while (places.size() < count) {
      places.add(apart * (1 + random.nextInt(slots)) + shift);
    }
    return places;
  }

  /** The segments as files, in order. */
  public List<Path> store(Path folder, String extension) throws IOException {
    List<Path> files = new ArrayList<>();
    for (MemoryFile segment : segments) {
      Path file = folder.resolve(String.format("segment-%03d%s", files.size(), extension));
      files.add(Files.write(file, segment.content()));
    }
    return files;
  }

  /** All bodies, one after the other. */
  public byte[] bodies() {
    ByteArrayOutputStream bodies = new ByteArrayOutputStream();
    segments.forEach(segment -> bodies.writeBytes(segment.body()));
    return bodies.toByteArray();
  }
}
