package dev.sonolog.formats.ogg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.SampleTags;
import dev.sonolog.formats.testing.Signal;
import dev.sonolog.formats.testing.Tools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that begin anew every second, as some encoders make them with each title. */
final class OggChainTest {
  private static final int LINKS = 5;

  @TempDir static Path folder;
  private static final List<Path> seconds = new ArrayList<>();

  @BeforeAll
  static void makeTheSignal() throws Exception {
    Path signal = Signal.hard(folder, LINKS);
    for (int i = 0; i < LINKS; i++) {
      Path second = folder.resolve("second-" + i + ".wav");
      Tools.run(folder, "sox", signal, second, "trim", i, 1);
      seconds.add(second);
    }
  }

  private static List<Path> links(OggMaterial material, Path own) throws Exception {
    List<Path> links = new ArrayList<>();
    for (int i = 0; i < LINKS; i++) {
      links.add(material.encode(Files.createDirectory(own.resolve("link-" + i)), seconds.get(i)));
    }
    return links;
  }

  private static byte[] all(List<Path> files) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path file : files) {
      all.writeBytes(Files.readAllBytes(file));
    }
    return all.toByteArray();
  }

  private static byte[] played(OggMaterial material, Path own, List<Path> files) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path file : files) {
      all.writeBytes(OggJudges.reference(own, file, material.vorbis()));
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q5", "OPUS_48"})
  void aFileOfAllLinksPlaysThemAll(OggMaterial material, @TempDir Path own) throws Exception {
    List<Path> links = links(material, own);
    List<StreamElement> elements = OggCutter.elements(all(links));
    assertThat(elements).filteredOn(StreamElement.TrackHeader.class::isInstance).hasSize(LINKS);
    assertThat(elements).filteredOn(StreamElement.Damage.class::isInstance).isEmpty();
    Cut cut = OggCutter.cut(elements, Set.of());
    int rate = OggCutter.header(elements).format().rate().hertz();
    assertThat(cut.samples()).containsExactly((long) LINKS * rate);
    InspectedSegment found = OggCutter.CONTAINER.inspect(cut.segments().getFirst());
    assertThat(found.sealed()).isTrue();
    assertThat(found.samples()).isEqualTo((long) LINKS * rate);
    List<Path> files = cut.store(own, material.extension());
    assertThat(Arrays.equals(played(material, own, files), played(material, own, links))).isTrue();
    assertThat(Tools.run(own, "oggz-validate", files.getFirst())).isEmpty();
    assertThat(Tools.run(own, material.vorbis() ? "ogginfo" : "opusinfo", files.getFirst()))
        .doesNotContainIgnoringCase("WARN")
        .doesNotContainIgnoringCase("ERROR");
  }

  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q5", "OPUS_48"})
  void aChainThatIsCutInTheMiddleOfALinkPlaysTheSame(OggMaterial material, @TempDir Path own)
      throws Exception {
    List<Path> links = links(material, own);
    List<StreamElement> elements = OggCutter.elements(all(links));
    int packets = OggCutter.packets(elements).size();
    Cut cut = OggCutter.cut(elements, Set.of(packets / 3, packets / 2));
    List<Path> files = cut.store(own, material.extension());
    assertThat(Arrays.equals(played(material, own, files), played(material, own, links))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q5", "OPUS_48"})
  void aLinkCutIntoAFileOfItsOwnPlaysAsTheLink(OggMaterial material, @TempDir Path own)
      throws Exception {
    List<Path> links = links(material, own);
    List<StreamElement> elements = new ArrayList<>(OggCutter.elements(all(links)));
    List<List<StreamElement>> tracks = new ArrayList<>();
    for (StreamElement element : elements) {
      if (element instanceof StreamElement.TrackHeader) {
        tracks.add(new ArrayList<>());
      }
      tracks.getLast().add(element);
    }
    List<Path> files = new ArrayList<>();
    for (List<StreamElement> track : tracks) {
      MemoryFile file = OggCutter.cut(track, Set.of()).segments().getFirst();
      Path stored = own.resolve("alone-" + files.size() + material.extension());
      files.add(Files.write(stored, file.content()));
    }
    assertThat(Arrays.equals(played(material, own, files), played(material, own, links))).isTrue();
    OggJudges.assertClean(own, files, material.vorbis());
  }

  /** What stands between both is left out, and heard by the decoder of what follows. */
  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q5", "OPUS_96_MUSIC"})
  void whatAnotherMuxerStandsInFrontOfGoesOnAsInTheUncutStream(
      OggMaterial material, @TempDir Path own) throws Exception {
    Path whole = material.encode(own, Signal.hard(own, LINKS));
    List<StreamElement> elements = OggCutter.elements(Files.readAllBytes(whole));
    List<OggPacket> packets = OggCutter.packets(elements);
    int end = packets.size() / 3;
    int next = packets.size() / 2;
    SegmentMuxer ahead = OggCutter.CONTAINER.splicer(OggCutter.header(elements));
    writeAll(ahead, packets.subList(0, next));
    SegmentMuxer muxer = OggCutter.CONTAINER.splicer(OggCutter.header(elements));
    MemoryFile file = new MemoryFile();
    muxer.begin(SampleTags.of(0), file);
    writeAll(muxer, packets.subList(0, end));
    muxer.link(ahead);
    writeAll(muxer, packets.subList(next, packets.size()));
    long samples = muxer.seal(SampleTags.of(0), List.of());
    long before = samples(packets.subList(0, end));
    long leftOut = samples(packets.subList(end, next));
    assertThat(samples).isEqualTo(samples(packets) - leftOut);
    Path stored = Files.write(own.resolve("joined" + material.extension()), file.content());
    byte[] all = OggJudges.reference(own, whole, material.vorbis());
    byte[] joined = OggJudges.reference(own, stored, material.vorbis());
    int frame = (int) (all.length / samples(packets));
    ByteArrayOutputStream wanted = new ByteArrayOutputStream();
    wanted.write(all, 0, (int) before * frame);
    int from = (int) (before + leftOut) * frame;
    wanted.write(all, from, all.length - from);
    assertThat(Arrays.mismatch(joined, wanted.toByteArray())).isEqualTo(-1);
    OggJudges.assertClean(own, List.of(stored), material.vorbis());
  }

  private static void writeAll(SegmentMuxer muxer, List<OggPacket> packets) throws IOException {
    for (OggPacket packet : packets) {
      muxer.write(packet);
    }
  }

  private static long samples(List<OggPacket> packets) {
    return packets.stream().mapToLong(OggPacket::samples).sum();
  }

  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q5", "OPUS_48"})
  void aChainThatIsCutOffAnywhereIsRepaired(OggMaterial material, @TempDir Path own)
      throws Exception {
    byte[] whole =
        OggCutter.cut(OggCutter.elements(all(links(material, own))), Set.of())
            .segments()
            .getFirst()
            .content();
    long before = 0;
    for (int length = 20_000; length < whole.length; length += 97) {
      MemoryFile file = new MemoryFile(Arrays.copyOf(whole, length));
      InspectedSegment found = OggCutter.CONTAINER.repair(file);
      assertThat(found.sealed()).as("%s bytes", length).isTrue();
      assertThat(found.samples()).isGreaterThanOrEqualTo(before);
      assertThat(length - file.size()).isLessThan(20_000);
      before = found.samples();
    }
  }
}
