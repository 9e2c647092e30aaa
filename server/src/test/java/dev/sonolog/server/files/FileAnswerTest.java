package dev.sonolog.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.Snapshot;
import dev.sonolog.server.files.FileAnswer.Header;
import dev.sonolog.server.files.FileAnswer.Part;
import dev.sonolog.server.files.FileRequest.Method;
import dev.sonolog.server.files.RangeHeader.Mode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileAnswerTest {
  private static final byte[] HEAD = "head".getBytes(StandardCharsets.US_ASCII);

  private static FileAnswer answer(String... headers) {
    return Requests.answer(Requests.content(10), Requests.get(headers));
  }

  /** Memory as text, the file's bytes as their range. */
  private static List<String> told(FileAnswer answer) {
    return answer.parts().stream().map(FileAnswerTest::told).toList();
  }

  private static String told(Part part) {
    return switch (part) {
      case Part.Memory(byte[] bytes) -> new String(bytes, StandardCharsets.US_ASCII);
      case Part.Stored(ByteRange range) -> range.first() + "-" + (range.end() - 1);
    };
  }

  @Test
  void aWholeFileIsSentWithAllThatIsKnownOfIt() {
    assertThat(answer())
        .extracting(FileAnswer::status, FileAnswer::headers)
        .containsExactly(
            200,
            List.of(
                new Header("Content-Type", "audio/wav"),
                new Header("Accept-Ranges", "bytes"),
                new Header("ETag", "\"now\""),
                new Header("Last-Modified", "Sun, 29 Mar 2026 01:30:00 GMT"),
                new Header("Cache-Control", "no-cache"),
                new Header("Content-Length", "10")));
    assertThat(told(answer())).containsExactly("0-9");
  }

  @Test
  void aPartSaysWhereItBelongs() {
    FileAnswer answer = answer("Range", "bytes=2-5");
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.header("content-range")).contains("bytes 2-5/10");
    assertThat(answer.header("Content-Length")).contains("4");
    assertThat(answer.header("Content-Type")).contains("audio/wav");
    assertThat(told(answer)).containsExactly("2-5");
  }

  @Test
  void severalPartsAreSentInOneBody() {
    FileAnswer answer = answer("Range", "bytes=0-1,7-");
    String type = answer.header("Content-Type").orElseThrow();
    assertThat(type).matches("multipart/byteranges; boundary=sonolog-[0-9a-f]{32}");
    String line = "\r\n--" + type.substring(type.indexOf('=') + 1);
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.header("Content-Range")).isEmpty();
    assertThat(told(answer))
        .containsExactly(
            line + "\r\nContent-Type: audio/wav\r\nContent-Range: bytes 0-1/10\r\n\r\n",
            "0-1",
            line + "\r\nContent-Type: audio/wav\r\nContent-Range: bytes 7-9/10\r\n\r\n",
            "7-9",
            line + "--\r\n");
    assertThat(answer.header("Content-Length")).contains(Long.toString(answer.bodyLength()));
  }

  @Test
  void whatIsNotThereIsRefusedWithTheSize() {
    FileAnswer answer = answer("Range", "bytes=10-");
    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.header("Content-Range")).contains("bytes */10");
    assertThat(answer.header("Content-Length")).contains("0");
    assertThat(answer.parts()).isEmpty();
  }

  @Test
  void anOldPathRefusesAsItAlwaysDid() {
    FileRequest request = Requests.of(Method.GET, Mode.LEGACY, "Range", "bytes=5-2");
    FileAnswer answer = Requests.answer(Requests.content(10), request);
    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.header("Content-Type")).contains("text/plain");
    assertThat(answer.header("Content-Length")).contains("21");
    assertThat(told(answer)).containsExactly("Range Not Satisfiable");
  }

  /** RFC 9110, 14.2: only GET has ranges. */
  @Test
  void headersAloneAreThoseOfTheWholeFile() {
    FileRequest request = Requests.of(Method.HEAD, Mode.STANDARD, "Range", "bytes=2-5");
    FileAnswer head = Requests.answer(Requests.content(10), request);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.headers()).isEqualTo(answer().headers());
    assertThat(head.parts()).isEmpty();
  }

  @Test
  void anEmptyFileHasAnEmptyBody() {
    FileAnswer answer = Requests.answer(Requests.content(0), Requests.get("Range", "bytes=-5"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).contains("0");
    assertThat(answer.parts()).isEmpty();
  }

  @Test
  void theHeadOfASnapshotComesFromMemory() {
    Content content = Requests.content(new Snapshot(10, HEAD));
    assertThat(told(Requests.answer(content, Requests.get()))).containsExactly("head", "4-9");
    assertThat(told(Requests.answer(content, Requests.get("Range", "bytes=1-2"))))
        .containsExactly("ea");
    assertThat(told(Requests.answer(content, Requests.get("Range", "bytes=3-4"))))
        .containsExactly("d", "4-4");
    assertThat(told(Requests.answer(content, Requests.get("Range", "bytes=4-"))))
        .containsExactly("4-9");
    assertThat(told(Requests.answer(content, Requests.get("Range", "bytes=-1"))))
        .containsExactly("9-9");
  }

  @Test
  void positionsBeyondFourGibibytesAreRight() {
    long size = 9_000_000_000L;
    FileRequest request = Requests.get("Range", "bytes=4294967296-4294967299");
    FileAnswer answer = Requests.answer(Requests.content(size), request);
    assertThat(answer.header("Content-Range")).contains("bytes 4294967296-4294967299/9000000000");
    assertThat(told(answer)).containsExactly("4294967296-4294967299");
  }

  @Test
  void aNameIsSaidWhereOneIsGiven() {
    Presentation saved = Requests.PLAIN.with(ContentDisposition.attachment("a.wav"));
    FileAnswer answer =
        new Answering(Requests.content(10), Requests.get(), saved, Requests.NOW).answer();
    assertThat(answer.header("Content-Disposition")).contains("attachment; filename=\"a.wav\"");
  }

  @Test
  void noFileWasModifiedInTheFuture() {
    Instant earlier = Requests.MODIFIED.minusSeconds(60);
    Clock clock = Clock.fixed(earlier, ZoneOffset.UTC);
    FileAnswer answer =
        new Answering(Requests.content(10), Requests.get(), Requests.PLAIN, clock.instant())
            .answer();
    assertThat(answer.header("Last-Modified")).contains("Sun, 29 Mar 2026 01:29:00 GMT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\nb", "a\u0000", "ä", "a\u007f"})
  void noHeaderHasMoreThanOneLine(String value) {
    assertThatThrownBy(() -> new Header("X", value)).isInstanceOf(IllegalArgumentException.class);
  }
}
