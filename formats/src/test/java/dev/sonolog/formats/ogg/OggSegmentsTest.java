package dev.sonolog.formats.ogg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.mpeg.MpegContainer;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.SampleTags;
import dev.sonolog.formats.testing.Signal;
import dev.sonolog.formats.testing.Tools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OggSegmentsTest {
  private static final OggContainer CONTAINER = OggCutter.CONTAINER;
  private static final List<Chapter> CHAPTERS =
      List.of(
          new Chapter(Duration.ZERO, Duration.ofMillis(60), "Première"),
          new Chapter(Duration.ofMillis(60), Duration.ofMillis(150), "Zweites – 二"));

  @TempDir static Path folder;
  private static Path signal;

  @BeforeAll
  static void makeTheSignal() throws Exception {
    signal = Signal.hard(folder, 2);
  }

  private static List<StreamElement> elements(OggMaterial material) throws Exception {
    return OggCutter.elements(Files.readAllBytes(material.encode(folder, signal)));
  }

  /** A segment that begins a second into the stream; not sealed yet. */
  private static SegmentMuxer written(OggMaterial material, MemoryFile file) throws Exception {
    List<StreamElement> elements = elements(material);
    SegmentMuxer muxer = CONTAINER.muxer(OggCutter.header(elements));
    List<OggPacket> packets = OggCutter.packets(elements);
    for (int i = 0; i < packets.size(); i++) {
      if (i == packets.size() / 2) {
        muxer.begin(SampleTags.of(0), file);
      }
      muxer.write(packets.get(i));
    }
    return muxer;
  }

  private static MemoryFile part(OggMaterial material) throws Exception {
    MemoryFile file = new MemoryFile();
    written(material, file);
    return file;
  }

  private static MemoryFile sealed(OggMaterial material) throws Exception {
    MemoryFile file = new MemoryFile();
    written(material, file).seal(SampleTags.of(0), CHAPTERS);
    return file;
  }

  private static List<OggPage> pages(byte[] file) throws IOException {
    ByteInput input = new ByteInput(new ByteArrayInputStream(file), OggContainer.LOOK_AHEAD);
    OggPageReader reader = new OggPageReader(input);
    List<OggPage> pages = new ArrayList<>();
    OggPageReader.Found found = reader.next();
    while (!(found instanceof OggPageReader.Found.End)) {
      if (found instanceof OggPageReader.Found.Page(OggPage page)) {
        pages.add(page);
      }
      found = reader.next();
    }
    return pages;
  }

  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q0", "OPUS_24_SPEECH"})
  void aSealedSegmentSaysWhatItHolds(OggMaterial material) throws Exception {
    MemoryFile file = sealed(material);
    InspectedSegment found = CONTAINER.inspect(file);
    assertThat(found.format()).isEqualTo(OggCutter.header(elements(material)).format());
    assertThat(found.tags()).contains(SampleTags.of(0));
    assertThat(found.chapters())
        .extracting(Chapter::title)
        .containsExactly("Première", "Zweites – 二");
    assertThat(found.sealed()).isTrue();
    assertThat(found.length()).isEqualTo(file.size());
    assertThat(found.damages()).isEmpty();
    assertThat(file.content().length - found.headLength()).isEqualTo(file.body().length);
    assertThat(file.writes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q0", "OPUS_24_SPEECH"})
  void theFirstAudioPageHoldsTwoPacketsAndNoPageMoreThanAFifthOfASecond(OggMaterial material)
      throws Exception {
    List<OggPage> pages = pages(sealed(material).content());
    int heads = material.vorbis() ? 3 : 2;
    assertThat(pages.getFirst().flags()).isEqualTo(OggPage.BEGINS_STREAM);
    assertThat(pages.getLast().flags()).isEqualTo(OggPage.ENDS_STREAM);
    int ended = 0;
    for (byte lacing : pages.get(heads).lacing()) {
      ended += (lacing & 0xFF) < 255 ? 1 : 0;
    }
    assertThat(ended).isEqualTo(2);
    for (int i = 0; i < pages.size(); i++) {
      assertThat(pages.get(i).sequence()).isEqualTo(i);
      if (i > heads) {
        long samples = pages.get(i).granule() - pages.get(i - 1).granule();
        assertThat(samples).isBetween(1L, 9_600L);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q0", "OPUS_24_SPEECH"})
  void aPartCutOffAtAnyByteIsRepairedToItsLastWholePage(OggMaterial material) throws Exception {
    byte[] part = part(material).content();
    List<OggPage> pages = pages(part);
    for (int length = 0; length <= part.length; length++) {
      checkRepaired(part, pages, new MemoryFile(Arrays.copyOf(part, length)), length);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q0", "OPUS_24_SPEECH"})
  void zerosUpToTheEndFromAnySectorAreCutOff(OggMaterial material) throws Exception {
    byte[] part = part(material).content();
    List<OggPage> pages = pages(part);
    for (int length = 0; length < part.length; length += 512) {
      byte[] torn = Arrays.copyOf(Arrays.copyOf(part, length), part.length + 9_000);
      checkRepaired(part, pages, new MemoryFile(torn), length);
    }
  }

  /** The first {@code kept} bytes are as they were written. */
  private static void checkRepaired(byte[] part, List<OggPage> pages, MemoryFile file, int kept)
      throws IOException {
    List<OggPage> whole = pages.stream().filter(page -> page.endPosition() <= kept).toList();
    long playable = whole.isEmpty() ? 0 : whole.getLast().granule() - preSkip(pages);
    if (playable <= 0) {
      byte[] before = file.content();
      assertThatThrownBy(() -> CONTAINER.repair(file))
          .as("kept %s", kept)
          .isInstanceOf(MalformedSegmentException.class);
      assertThat(file.content()).isEqualTo(before);
      return;
    }
    InspectedSegment found = CONTAINER.repair(file);
    assertThat(found.samples()).as("kept %s", kept).isEqualTo(playable);
    assertThat(found.sealed()).as("kept %s", kept).isTrue();
    assertThat(found.tags()).contains(SampleTags.of(0));
    assertThat(file.size()).isEqualTo(whole.getLast().endPosition());
    int from = found.headLength();
    int to = Math.toIntExact(whole.getLast().position());
    assertThat(Arrays.copyOfRange(file.content(), from, to))
        .isEqualTo(Arrays.copyOfRange(part, from, to));
    int writes = file.writes();
    CONTAINER.repair(file);
    assertThat(file.writes()).isEqualTo(writes);
  }

  private static int preSkip(List<OggPage> pages) {
    byte[] head = pages.getFirst().body();
    return OggMappings.startsWith(head, "OpusHead")
        ? (head[10] & 0xFF) | (head[11] & 0xFF) << 8
        : 0;
  }

  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q0", "OPUS_24_SPEECH"})
  void aRepairedSegmentPleasesTheJudges(OggMaterial material, @TempDir Path own) throws Exception {
    MemoryFile file = part(material);
    CONTAINER.repair(file);
    Path stored = Files.write(own.resolve("repaired" + material.extension()), file.content());
    OggJudges.assertClean(own, List.of(stored), material.vorbis());
    int channels = CONTAINER.inspect(file).format().channels();
    assertThat(OggJudges.ffmpeg(own, stored).length)
        .isEqualTo(CONTAINER.inspect(file).samples() * channels * Float.BYTES);
  }

  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q0", "OPUS_24_SPEECH"})
  void aSealedSegmentThatLostItsEndKeepsItsChapters(OggMaterial material) throws Exception {
    MemoryFile whole = sealed(material);
    MemoryFile file = new MemoryFile(Arrays.copyOf(whole.content(), (int) whole.size() - 5));
    InspectedSegment found = CONTAINER.repair(file);
    assertThat(found.sealed()).isTrue();
    assertThat(found.chapters())
        .extracting(Chapter::title)
        .containsExactly("Première", "Zweites – 二");
  }

  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q0", "OPUS_24_SPEECH"})
  void aForeignFileKeepsItsBytesAndLosesABrokenEndOnly(OggMaterial material) throws Exception {
    byte[] stream = Files.readAllBytes(material.encode(folder, signal));
    InspectedSegment found = CONTAINER.inspect(new MemoryFile(stream));
    assertThat(found.tags()).isEmpty();
    assertThat(found.headLength()).isZero();
    assertThat(found.sealed()).isTrue();
    assertThat(found.samples()).isEqualTo(2L * found.format().rate().hertz());
    MemoryFile torn = new MemoryFile(Arrays.copyOf(stream, stream.length - 1));
    assertThat(CONTAINER.repair(torn).sealed()).isTrue();
    List<OggPage> pages = pages(stream);
    int end = Math.toIntExact(pages.getLast().position());
    assertThat(torn.content()).isEqualTo(Arrays.copyOf(stream, end));
    byte[] tagged = OggPages.joined(stream, OggPages.ascii("TAG and what else may stand here"));
    MemoryFile kept = new MemoryFile(tagged);
    CONTAINER.repair(kept);
    assertThat(kept.content()).isEqualTo(tagged);
  }

  @Test
  void whatHoldsNoPacketIsMalformed() {
    for (byte[] content : List.of(new byte[0], new byte[200_000], OggPages.head(3))) {
      assertThatThrownBy(() -> CONTAINER.inspect(new MemoryFile(content)))
          .isInstanceOf(MalformedSegmentException.class);
    }
  }

  @Test
  void aJoinedStreamBeginsWhenADecoderHasSettled() throws IOException {
    byte[] live =
        OggPages.joined(OggPages.head(3), OggPages.audio(3, List.of(4_000, 4_001, 4_002)));
    List<StreamElement> elements = OggCutter.elements(live);
    SegmentMuxer muxer = CONTAINER.muxer(OggCutter.header(elements));
    List<Boolean> possible = new ArrayList<>();
    for (OggPacket packet : OggCutter.packets(elements)) {
      possible.add(muxer.canBegin());
      muxer.write(packet);
    }
    assertThat(possible).containsExactly(false, false, false, false, true, true, true, true, true);
    assertThatThrownBy(
            () ->
                CONTAINER
                    .muxer(OggCutter.header(elements))
                    .begin(SampleTags.of(0), new MemoryFile()))
        .isInstanceOf(IllegalStateException.class);
    MemoryFile file = new MemoryFile();
    muxer.begin(SampleTags.of(0), file);
    muxer.write(OggCutter.packets(elements).getLast());
    assertThat(muxer.seal(SampleTags.of(0), List.of())).isEqualTo(OggPages.PACKET);
  }

  @Test
  void theStartOfALinkCanBeginASegmentAtOnce() throws IOException {
    List<StreamElement> elements = OggCutter.elements(OggPages.link(3));
    SegmentMuxer muxer = CONTAINER.muxer(OggCutter.header(elements));
    assertThat(muxer.canBegin()).isTrue();
    MemoryFile file = new MemoryFile();
    muxer.begin(SampleTags.of(0), file);
    for (OggPacket packet : OggCutter.packets(elements)) {
      muxer.write(packet);
    }
    assertThat(muxer.seal(SampleTags.of(0), List.of())).isEqualTo(9 * 960 - 312);
  }

  /** So an excerpt can be made of segments as of the stream itself. */
  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q0", "OPUS_24_SPEECH"})
  void aSegmentReadAgainCanBeCutAgain(OggMaterial material) throws Exception {
    MemoryFile once = sealed(material);
    List<StreamElement> elements = OggCutter.elements(once.content());
    SegmentMuxer muxer = CONTAINER.muxer(OggCutter.header(elements));
    MemoryFile twice = new MemoryFile();
    boolean begun = false;
    for (OggPacket packet : OggCutter.packets(elements)) {
      if (!begun && packet.samples() > 0) {
        muxer.begin(SampleTags.of(0), twice);
        begun = true;
      }
      muxer.write(packet);
    }
    muxer.seal(SampleTags.of(0), CHAPTERS);
    assertThat(twice.content()).isEqualTo(once.content());
  }

  @Test
  void onlyOggIsSniffed(@TempDir Path own) throws Exception {
    Tools.run(own, "ffmpeg", "-v", "error", "-i", signal, "a.mp3", "a.aac", "a.flac", "a.opus");
    byte[] ogg = Files.readAllBytes(own.resolve("a.opus"));
    assertThat(sniffs(ogg)).isTrue();
    assertThat(sniffs(Arrays.copyOfRange(ogg, 100, ogg.length))).isTrue();
    assertThat(sniffs(OggPages.joined(new byte[5_000], ogg))).isTrue();
    assertThat(sniffs(new byte[0])).isFalse();
    for (String other : List.of("a.mp3", "a.aac", "a.flac")) {
      assertThat(sniffs(Files.readAllBytes(own.resolve(other)))).as(other).isFalse();
    }
    assertThat(new MpegContainer().sniff(new ByteInput(new ByteArrayInputStream(ogg), 1 << 20)))
        .isFalse();
  }

  private static boolean sniffs(byte[] bytes) throws IOException {
    ByteInput input = new ByteInput(new ByteArrayInputStream(bytes), 1 << 20);
    boolean sniffed = CONTAINER.sniff(input);
    assertThat(input.position()).isZero();
    return sniffed;
  }

  @Test
  void aPacketOfAnotherContainerIsRefused() throws IOException {
    List<StreamElement> elements = OggCutter.elements(OggPages.link(3));
    SegmentMuxer muxer = CONTAINER.muxer(OggCutter.header(elements));
    OggTrack track = OggCutter.packets(elements).getFirst().track();
    OggPacket none = new OggPacket(track, new byte[0], 0, 0, 0);
    assertThatThrownBy(() -> muxer.write(none)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Set.of(CONTAINER.name())).containsExactly("Ogg");
  }
}
