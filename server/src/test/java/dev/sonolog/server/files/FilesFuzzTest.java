package dev.sonolog.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sonolog.formats.Snapshot;
import dev.sonolog.server.files.RangeHeader.Asked;
import dev.sonolog.server.files.RangeHeader.Mode;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Whatever a client sends: an answer, and none that says more than there is. */
final class FilesFuzzTest {
  /** What is accepted leads nowhere but down. */
  @FuzzTest
  void aPathStaysInItsFolder(FuzzedDataProvider data) {
    try {
      RequestPath path = RequestPath.parse(data.consumeRemainingAsString());
      Path folder = Path.of("/srv/archive");
      Path file = folder;
      for (String name : path.names()) {
        assertThat(name.chars().noneMatch(Character::isISOControl)).isTrue();
        file = file.resolve(name);
      }
      assertThat(file).isEqualTo(file.normalize());
      assertThat(file.startsWith(folder)).isTrue();
      assertThat(file.getNameCount()).isEqualTo(folder.getNameCount() + path.names().size());
    } catch (MalformedPathException e) {
      assertThat(e.why()).isNotEmpty();
    }
  }

  @FuzzTest
  void rangesLieInTheFile(FuzzedDataProvider data) {
    long size = data.consumeLong(0, Long.MAX_VALUE);
    Mode mode = data.pickValue(Mode.values());
    String value = (data.consumeBoolean() ? "bytes=" : "") + data.consumeRemainingAsString();
    if (RangeHeader.asked(value, size, mode) instanceof Asked.Pieces(var ranges)) {
      assertThat(ranges).hasSizeBetween(1, mode == Mode.LEGACY ? 1 : RangeHeader.MAX_PIECES);
      for (ByteRange range : ranges) {
        assertThat(range.end()).isLessThanOrEqualTo(size);
        assertThat(ranges.stream().filter(range::touches)).hasSize(1);
      }
    }
  }

  @FuzzTest
  void anyHeadersGetAnAnswer(FuzzedDataProvider data) {
    FileRequest request =
        Requests.get(
            "If-Match", data.consumeString(60),
            "If-None-Match", data.consumeString(60),
            "If-Modified-Since", data.consumeString(60),
            "If-Range", data.consumeString(60),
            "Range", data.consumeString(60));
    FileAnswer answer = Requests.answer(Requests.content(1_000), request);
    assertThat(answer.status()).isIn(200, 206, 304, 412, 416);
    answer
        .header("Content-Length")
        .ifPresent(length -> assertThat(Long.parseLong(length)).isEqualTo(answer.bodyLength()));
  }

  @FuzzTest
  void anyDateIsATimeThatCanBeSaidAgain(FuzzedDataProvider data) {
    HttpDate.parse(data.consumeRemainingAsString(), Requests.NOW)
        .ifPresent(
            time -> assertThat(HttpDate.parse(HttpDate.text(time), Requests.NOW)).contains(time));
  }

  @FuzzTest
  void anyNameMakesAHeader(FuzzedDataProvider data) {
    String value = ContentDisposition.attachment(data.consumeRemainingAsString()).value();
    assertThat(new FileAnswer.Header("Content-Disposition", value).value())
        .startsWith("attachment; filename=\"");
    assertThat(value.chars().filter(it -> it == '"').count()).isEqualTo(2);
  }

  @FuzzTest
  void anyGrowingFileHasASnapshot(FuzzedDataProvider data) throws IOException {
    String name = data.pickValue(new String[] {"a.wav", "a.flac", "a.ogg"});
    byte[] bytes = data.consumeRemainingAsBytes();
    Path file = Files.createTempFile("growing", ".part");
    try {
      Files.write(file, bytes);
      try (SeekableByteChannel channel = Files.newByteChannel(file)) {
        Snapshot snapshot =
            GrowingFiles.snapshot(channel, name, bytes.length, OptionalLong.empty());
        assertThat(snapshot.length()).isBetween((long) snapshot.head().length, (long) bytes.length);
      }
    } finally {
      Files.delete(file);
    }
  }
}
