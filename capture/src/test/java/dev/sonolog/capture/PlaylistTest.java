package dev.sonolog.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaylistTest {
  private static List<String> entries(String text) throws CaptureFailure {
    return entries(text.getBytes(StandardCharsets.UTF_8), "");
  }

  private static List<String> entries(byte[] bytes, String fileName) throws CaptureFailure {
    byte[] head = Arrays.copyOf(bytes, Math.min(512, bytes.length));
    return Playlist.sniff(head, Optional.of("audio/mpeg"), fileName).orElseThrow().entries(bytes);
  }

  @Test
  void m3uIsLinesWithoutRemarks() throws CaptureFailure {
    assertThat(entries("#EXTM3U\r\n#EXTINF:-1,Radio\r\nhttp://a/1\r\n\r\n  live.mp3  \r\n"))
        .containsExactly("http://a/1", "live.mp3");
  }

  @Test
  void m3uNeedsNoHeader() throws CaptureFailure {
    assertThat(entries("# remark\nhttp://a/1\nhttp://a/2"))
        .containsExactly("http://a/1", "http://a/2");
  }

  @Test
  void relativeLinesNeedANameOfTheirKind() throws CaptureFailure {
    byte[] list = "live/stream\n".getBytes(StandardCharsets.UTF_8);
    assertThat(entries(list, "radio.m3u")).containsExactly("live/stream");
    assertThat(Playlist.sniff(list, Optional.of("audio/x-mpegurl; charset=utf-8"), ""))
        .contains(Playlist.LINES);
    assertThat(Playlist.sniff(list, Optional.of("audio/mpeg"), "radio.mp3")).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNoEntry() throws CaptureFailure {
    assertThat(entries("\uFEFFhttp://a/1\n")).containsExactly("http://a/1");
    assertThat(entries("\uFEFFhttp://a/ü\n".getBytes(StandardCharsets.UTF_16LE), ""))
        .containsExactly("http://a/ü");
    assertThat(entries("\uFEFFhttp://a/ü\n".getBytes(StandardCharsets.UTF_16BE), ""))
        .containsExactly("http://a/ü");
  }

  @Test
  void aListThatIsNotUtf8IsWindows1252() throws CaptureFailure {
    assertThat(entries("http://a/ü\n".getBytes(StandardCharsets.ISO_8859_1), ""))
        .containsExactly("http://a/ü");
  }

  @Test
  void plsGoesByItsNumbersWhateverItsCaseAndCount() throws CaptureFailure {
    String list =
        """
        [Playlist]
        NumberOfEntries=1
        FILE2=http://a/2
        Title2=x
        file1 = http://a/1
        File10=http://a/10
        """;
    assertThat(entries(list)).containsExactly("http://a/1", "http://a/2", "http://a/10");
  }

  @Test
  void plsWithoutItsHeadIsKnownByItsLines() throws CaptureFailure {
    assertThat(entries("NumberOfEntries=1\nFile1=http://a/1\n")).containsExactly("http://a/1");
  }

  @Test
  void asxIsReadThoughItIsNoXml() throws CaptureFailure {
    assertThat(
            entries(
                """
                <ASX Version=3.0>
                <Title>Rock & Pop</title>
                <!-- <ref href="http://a/remark"> -->
                <Entry><REF HREF = "http://a/1?x=1&amp;y=2"/>
                <ref href='http://a/2'>
                <Ref Href=http://a/3></entry>
                """))
        .containsExactly("http://a/1?x=1&y=2", "http://a/2", "http://a/3");
  }

  @Test
  void xspfGivesTheLocationsOfItsTracks() throws CaptureFailure {
    assertThat(
            entries(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <playlist version="1" xmlns="http://xspf.org/ns/0/">
                  <location>http://a/the-list-itself</location>
                  <trackList>
                    <track><location> http://a/1&amp;2 </location></track>
                    <track><x:location><![CDATA[http://a/3&4]]></x:location></track>
                    <track><location>http://a/&#x35;</location></track>
                  </trackList>
                </playlist>
                """))
        .containsExactly("http://a/1&2", "http://a/3&4", "http://a/5");
  }

  @Test
  void xspfFetchesNothingFromOutside() throws CaptureFailure {
    assertThat(
            entries(
                """
                <?xml version="1.0"?>
                <!DOCTYPE playlist [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]>
                <playlist><trackList><track><location>http://a/&x;&y;</location></track></trackList></playlist>
                """))
        .containsExactly("http://a/&x;&y;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:10,\na.ts\n",
        "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=128000\nlow.m3u8\n",
      })
  void hlsIsSaidToBeUnsupported(String text) {
    assertThatThrownBy(() -> entries(text))
        .isInstanceOfSatisfying(
            CaptureFailure.class,
            e -> assertThat(e.kind()).isEqualTo(CaptureFailure.Kind.UNSUPPORTED))
        .hasMessageContaining("HLS is not supported yet");
  }

  @Test
  void hlsIsFoundFarBehindTheHead() {
    String text = "#EXTM3U\n" + "# remark\n".repeat(200) + "#EXT-X-VERSION:3\na.ts\n";
    assertThatThrownBy(() -> entries(text)).hasMessageContaining("HLS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html>\n<html><head><title>SHOUTcast\n Server</title></head>",
        "<HTML><HEAD><TITLE>SHOUTcast\n Server</TITLE>",
        "\n<?xml version='1.0'?><html xmlns='x'><title>SHOUTcast\n Server</title>",
      })
  void aWebPageIsToldByItsTitle(String text) {
    assertThatThrownBy(() -> entries(text))
        .hasMessageContaining("a web page (\"SHOUTcast Server\") came instead of audio");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<ref \"",
        "<ref ''\"\"",
        "\"'",
        "<track><location>",
        "<track><location><![CDATA[",
        "<!--",
        "&amp;",
        "<a:",
        "x"
      })
  @Timeout(60)
  void markupThatIsMeantToHurtIsReadInTime(String piece) throws CaptureFailure {
    String hostile = piece.repeat(Playlist.MAX_BYTES / piece.length());
    for (String start : List.of("<asx>", "<asx><ref ", "<?xml ?><playlist>", "<playlist ")) {
      assertThat(entries(start + hostile)).hasSizeLessThanOrEqualTo(Playlist.MAX_ENTRIES);
    }
  }

  @Test
  void audioIsNoPlaylist() {
    assertThat(Playlist.sniff(BlockContainer.audio(0, 8), Optional.of("audio/x-mpegurl"), "a.m3u"))
        .isEmpty();
    byte[] frame = {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0x64, 'h', 't', 't', 'p'};
    assertThat(Playlist.sniff(frame, Optional.of("audio/x-mpegurl"), "a.m3u")).isEmpty();
  }

  @Test
  void onlySoManyEntriesAreKept() throws CaptureFailure {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      list.append("http://a/").append(i % 500).append('\n');
    }
    assertThat(entries(list.toString())).hasSize(Playlist.MAX_ENTRIES).doesNotHaveDuplicates();
  }
}
