package dev.sonolog.formats.ogg;

import static dev.sonolog.formats.ogg.OggPages.PACKET;
import static dev.sonolog.formats.ogg.OggPages.PRE_SKIP;
import static dev.sonolog.formats.ogg.OggPages.ascii;
import static dev.sonolog.formats.ogg.OggPages.audio;
import static dev.sonolog.formats.ogg.OggPages.head;
import static dev.sonolog.formats.ogg.OggPages.joined;
import static dev.sonolog.formats.ogg.OggPages.link;
import static dev.sonolog.formats.ogg.OggPages.opusHead;
import static dev.sonolog.formats.ogg.OggPages.opusTags;
import static dev.sonolog.formats.ogg.OggPages.packet;
import static dev.sonolog.formats.ogg.OggPages.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Damage;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.testing.Dump;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OggReaderTest {
  private static final int SERIAL = 7;

  private static String shape(byte[]... parts) {
    return Dump.shape(Dump.of(OggCutter.reader(joined(parts))));
  }

  private static List<Integer> samples(byte[]... parts) throws IOException {
    return OggCutter.packets(OggCutter.elements(joined(parts))).stream()
        .map(OggPacket::samples)
        .toList();
  }

  private static List<Damage> damages(byte[]... parts) throws IOException {
    return OggCutter.elements(joined(parts)).stream()
        .filter(Damage.class::isInstance)
        .map(Damage.class::cast)
        .toList();
  }

  @Test
  void thePreSkipIsTakenOffTheFirstPackets() throws IOException {
    assertThat(samples(head(SERIAL), audio(SERIAL, 0)))
        .containsExactly(PACKET - PRE_SKIP, PACKET, PACKET);
  }

  @Test
  void theEndTrimIsTakenOffTheLastPackets() throws IOException {
    byte[] end = audio(OggPage.ENDS_STREAM, SERIAL, 1, 4L * PACKET + 100);
    List<OggPacket> packets =
        OggCutter.packets(OggCutter.elements(joined(head(SERIAL), audio(SERIAL, 0), end)));
    assertThat(packets).extracting(OggPacket::samples).endsWith(PACKET, 100, 0);
    assertThat(packets).extracting(OggPacket::endTrim).endsWith(0, PACKET - 100, PACKET);
  }

  @Test
  void aStreamOfOnePageHasPreSkipAndEndTrim() throws IOException {
    assertThat(samples(head(SERIAL), audio(OggPage.ENDS_STREAM, SERIAL, 0, 1_000)))
        .containsExactly(PACKET - PRE_SKIP, 40, 0);
  }

  @Test
  void positionsAreThoseOfTheInput() throws IOException {
    byte[] stream = joined(head(SERIAL), audio(SERIAL, 0));
    for (OggPacket packet : OggCutter.packets(OggCutter.elements(stream))) {
      int end = Math.toIntExact(packet.endPosition());
      assertThat(Arrays.copyOfRange(stream, end - packet.bytes().length, end))
          .isEqualTo(packet.bytes());
    }
  }

  @Test
  void aLiveJoinIsNoDamageAndHasNoPreSkip() throws IOException {
    byte[][] live = {head(SERIAL), audio(SERIAL, 4_000), audio(SERIAL, 4_001)};
    assertThat(shape(live)).isEqualTo("tffffffe");
    assertThat(samples(live)).containsOnly(PACKET);
  }

  @Test
  void aJoinInTheMiddleOfAPageIsNoDamage() {
    byte[] page = audio(SERIAL, 3);
    assertThat(shape(Arrays.copyOfRange(page, 30, page.length), link(SERIAL)))
        .isEqualTo("tfffffffffe");
  }

  @Test
  void thePacketThatGoesOnFromBeforeTheJoinIsLeftOut() {
    byte[] continued =
        page(OggPage.CONTINUED, 900_000, SERIAL, 77, packet(1), packet(2), packet(3));
    assertThat(shape(head(SERIAL), continued)).isEqualTo("tffe");
  }

  @Test
  void thePacketThatGoesOnOverWholePagesFromBeforeTheJoinIsLeftOut() {
    byte[] inside =
        new OggPage(0, OggPage.CONTINUED, -1, SERIAL, 76, filled(255), new byte[255 * 255]).bytes();
    byte[] continued =
        page(OggPage.CONTINUED, 900_000, SERIAL, 77, packet(1), packet(2), packet(3));
    assertThat(shape(head(SERIAL), inside, continued)).isEqualTo("tffe");
  }

  private static byte[] filled(int segments) {
    byte[] lacing = new byte[segments];
    Arrays.fill(lacing, (byte) 255);
    return lacing;
  }

  @Test
  void aPacketOverSeveralPagesIsOnePacket() throws IOException {
    byte[] packet = new byte[100_000];
    packet[0] = (byte) 0xFC;
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    OggPageWriter writer = new OggPageWriter(SERIAL, 0, 9_600, stream::writeBytes);
    writer.headers(List.of(opusHead(2), opusTags()));
    writer.packet(packet, PACKET, PACKET);
    writer.end(PACKET);
    List<OggPacket> packets = OggCutter.packets(OggCutter.elements(stream.toByteArray()));
    assertThat(packets).hasSize(1);
    assertThat(packets.getFirst().bytes()).isEqualTo(packet);
    assertThat(writer.sequence()).isEqualTo(4);
  }

  @Test
  void aMissingPageIsDamage() throws IOException {
    byte[] start = joined(head(SERIAL), audio(SERIAL, 0));
    assertThat(damages(start, audio(SERIAL, 3)))
        .containsExactly(new Damage(start.length, 1, "page 5 follows 2"));
    assertThat(shape(start, audio(SERIAL, 3))).isEqualTo("tfffdfffe");
  }

  @Test
  void aWrongChecksumIsDamageToldOnce() throws IOException {
    byte[] start = joined(head(SERIAL), audio(SERIAL, 0));
    byte[] broken = audio(SERIAL, 1);
    broken[60] ^= 1;
    assertThat(damages(start, broken, audio(SERIAL, 2)))
        .containsExactly(
            new Damage(start.length, broken.length, "a page is cut off or its checksum is wrong"));
  }

  @Test
  void junkBetweenPagesIsDamageOfItsLength() throws IOException {
    byte[] start = joined(head(SERIAL), audio(SERIAL, 0));
    assertThat(damages(start, new byte[90], audio(SERIAL, 1)))
        .containsExactly(new Damage(start.length, 90, "no page begins in these bytes"));
  }

  @Test
  void aLengthThatIsWrongIsNotBelieved() {
    byte[] lying = audio(SERIAL, 1);
    lying[27] = (byte) 255;
    assertThat(shape(head(SERIAL), audio(SERIAL, 0), lying, audio(SERIAL, 2)))
        .isEqualTo("tfffdfffe");
  }

  @Test
  void aPacketThatNoDecoderAcceptsIsDamage() {
    byte[] tooLong = {(byte) 0xFF, 63};
    assertThat(shape(head(SERIAL), page(0, 9_600, SERIAL, 2, packet(0), tooLong, new byte[0])))
        .isEqualTo("tfdde");
  }

  @Test
  void eachLinkOfAChainHasItsTrackAndTitle() throws IOException {
    byte[] chain =
        joined(
            link(1, "ARTIST=A", "TITLE=B"),
            link(2, "title=C"),
            link(3),
            link(3),
            link(4, "TITLE=D"));
    List<String> dump = Dump.of(OggCutter.reader(chain));
    assertThat(dump)
        .filteredOn(line -> !line.startsWith("frame"))
        .containsExactly(
            "track Opus 48000 Hz stereo",
            "title A - B",
            "track Opus 48000 Hz stereo",
            "title C",
            "track Opus 48000 Hz stereo",
            "title ",
            "track Opus 48000 Hz stereo",
            "track Opus 48000 Hz stereo",
            "title D",
            "end");
    assertThat(samples(chain).stream().mapToInt(it -> it).sum())
        .isEqualTo(5 * (9 * PACKET - PRE_SKIP));
  }

  @Test
  void aLinkMayBeginWithoutTheEndOfTheOneBefore() {
    assertThat(shape(head(1), audio(1, 0), link(2))).isEqualTo("tffftfffffffffe");
  }

  @Test
  void theEndMayComeOnAnEmptyPage() throws IOException {
    byte[] end = page(OggPage.ENDS_STREAM, 3L * PACKET, SERIAL, 3);
    assertThat(shape(head(SERIAL), audio(SERIAL, 0), end, link(8))).isEqualTo("tffftfffffffffe");
  }

  @Test
  void aStreamThatGoesOnBehindItsEndIsAnotherLink() {
    byte[] end = audio(OggPage.ENDS_STREAM, SERIAL, 0, 3L * PACKET);
    assertThat(shape(head(SERIAL), end, audio(SERIAL, 1))).isEqualTo("tffftfffe");
  }

  @Test
  void headersThatAreRepeatedBeginNoLinkOfTheirOwn() {
    assertThat(shape(head(SERIAL), link(SERIAL))).isEqualTo("tfffffffffe");
    byte[] first = page(OggPage.BEGINS_STREAM, 0, SERIAL, 0, opusHead(2));
    assertThat(shape(first, link(SERIAL))).isEqualTo("tfffffffffe");
  }

  @Test
  void otherStreamsSideBySideAreLeftOut() {
    byte[] skeleton = page(OggPage.BEGINS_STREAM, 0, 1, 0, ascii("fishead\0 and more"));
    byte[] first = page(OggPage.BEGINS_STREAM, 0, SERIAL, 0, opusHead(2));
    byte[] second = page(OggPage.BEGINS_STREAM, 0, 3, 0, opusHead(1));
    byte[] rest =
        joined(
            page(0, 0, 1, 1, ascii("fisbone")),
            page(0, 0, SERIAL, 1, opusTags()),
            page(0, 0, 3, 1, opusTags()),
            audio(3, 0),
            audio(SERIAL, 0));
    assertThat(shape(skeleton, first, second, rest)).isEqualTo("tfffe");
  }

  @Test
  void aStreamOfACodecThatIsNotRecordedIsRefusedByItsName() {
    byte[] stream =
        joined(
            page(OggPage.BEGINS_STREAM, 0, 1, 0, ascii("Speex   1.2")),
            page(OggPage.BEGINS_STREAM, 0, 2, 0, ascii("\u0080theora and more")),
            page(0, 0, 1, 1, ascii("a comment")));
    PacketReader reader = OggCutter.reader(stream);
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(UnsupportedFormatException.class)
          .hasMessageContaining("Speex, Theora");
    }
  }

  @Test
  void whatIsNoOggIsRefused() {
    assertThatThrownBy(() -> OggCutter.reader(new byte[200_000]).next())
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("No Ogg page in 131072 bytes");
    assertThat(shape(new byte[1_000])).isEqualTo("de");
    assertThat(shape(new byte[0])).isEqualTo("e");
  }

  @Test
  void aLinkWhoseHeadersAreLostIsTold() {
    byte[] lost = link(2);
    byte[] broken = link(2);
    broken[5] ^= 1; // the first page
    assertThat(shape(link(1), broken, link(3))).isEqualTo("tfffffffffddddd" + "tfffffffffe");
    assertThat(shape(link(1), lost, link(3))).isEqualTo("tffffffffftfffffffff" + "tfffffffffe");
  }

  @Test
  void aPacketThatIsBrokenOffAtTheEndIsDamage() {
    byte[] open = new OggPage(0, 0, -1, SERIAL, 3, filled(1), new byte[255]).bytes();
    assertThat(shape(head(SERIAL), audio(SERIAL, 0), open)).isEqualTo("tfffde");
    assertThat(shape(head(SERIAL), audio(SERIAL, 0), open, link(8))).isEqualTo("tfffdtfffffffffe");
  }

  @Test
  void setupsAreEqualWhenPacketsDecodeAlike() throws IOException {
    StreamElement.Setup one = OggCutter.header(OggCutter.elements(link(1, "TITLE=A"))).setup();
    StreamElement.Setup other = OggCutter.header(OggCutter.elements(link(2))).setup();
    byte[] mono =
        joined(
            page(OggPage.BEGINS_STREAM, 0, 1, 0, opusHead(1)),
            page(0, 0, 1, 1, opusTags()),
            audio(1, 0));
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(OggCutter.header(OggCutter.elements(mono)).setup()).isNotEqualTo(one);
  }

  /** Blocks of 256 and 2048 samples: each packet adds a quarter of its block and the one before. */
  @Test
  void aVorbisPacketAddsWhatItOverlaps() throws IOException {
    byte[] shortBlock = {0};
    byte[] longBlock = {2};
    byte[] header = {3};
    byte[] audio = page(0, 0, 5, 3, shortBlock, longBlock, header, longBlock, shortBlock);
    assertThat(samples(OggPages.vorbisHead(5), audio)).containsExactly(0, 576, 1_024, 576);
    assertThat(shape(OggPages.vorbisHead(5), audio)).isEqualTo("tffdffe");
  }
}
