package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ISR's {@code /api/clip}: pieces as WAV, to the byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsrClipTest {
  private static final int RATE = 44_100;
  private static final int FRAMES = 3 * RATE;
  private static final WavFile SIXTEEN = WavFile.noise(1, 2, RATE, 16, FRAMES);
  private static final WavFile TWENTY_FOUR = WavFile.noise(1, 2, RATE, 24, FRAMES);
  private static final WavFile FLOATING = WavFile.noise(3, 1, RATE, 32, FRAMES);
  private static final WavFile LONG = WavFile.noise(1, 1, 8_000, 16, 700 * 8_000);

  private Path folder;
  private WebSide web;

  @BeforeAll
  void serve(@TempDir Path temporary) throws IOException {
    folder = temporary;
    SIXTEEN.write(folder.resolve("16.wav"));
    TWENTY_FOUR.write(folder.resolve("24.wav"));
    FLOATING.write(folder.resolve("float.wav"));
    LONG.write(folder.resolve("long.wav"));
    Path deep = folder.resolve("24.wav");
    Ffmpeg.convert(folder.resolve("16.wav"), folder.resolve("16.flac"));
    Ffmpeg.convert(deep, folder.resolve("24.flac"), "-sample_fmt", "s32");
    Ffmpeg.convert(deep, folder.resolve("extensible.wav"), "-c:a", "pcm_s24le");
    Ffmpeg.convert(folder.resolve("16.wav"), folder.resolve("a.mp3"));
    web = WebSide.of(folder);
    web.awaitListed(
        "16.wav", "24.wav", "float.wav", "long.wav", "16.flac", "24.flac", "extensible.wav");
  }

  @AfterAll
  void stop() throws IOException {
    web.close();
  }

  private HttpResponse<byte[]> ask(String query) throws IOException {
    return web.get("/api/clip?" + query);
  }

  private byte[] clip(String query) throws IOException {
    HttpResponse<byte[]> answer = ask(query);
    assertThat(answer.statusCode()).as(WebSide.text(answer)).isEqualTo(200);
    return answer.body();
  }

  // --- samples

  @Test
  void wavKeepsItsSamplesBehindTheShortestHead() throws IOException {
    assertThat(clip("file=16.wav&start=0.5&end=1.25")).isEqualTo(expected(SIXTEEN, 0.5, 1.25));
    assertThat(clip("file=24.wav&start=0.5&end=1.25")).isEqualTo(expected(TWENTY_FOUR, 0.5, 1.25));
    assertThat(clip("file=float.wav&start=0.5&end=1.25")).isEqualTo(expected(FLOATING, 0.5, 1.25));
    assertThat(clip("file=extensible.wav&start=0.5&end=1.25"))
        .isEqualTo(expected(TWENTY_FOUR, 0.5, 1.25));
  }

  private static byte[] expected(WavFile file, double start, double end) {
    return file.bytes(file.part((int) (start * file.rate()), (int) (end * file.rate())));
  }

  @Test
  void flacOfSixteenBitsIsTheSameAsWav() throws IOException {
    assertThat(clip("file=16.flac&start=0.5&end=1.25")).isEqualTo(expected(SIXTEEN, 0.5, 1.25));
  }

  @Test
  void flacOfMoreBitsComesInSixteen() throws IOException {
    byte[] clip = clip("file=24.flac&start=0.5&end=1.25");
    ByteBuffer in = ByteBuffer.wrap(clip).order(ByteOrder.LITTLE_ENDIAN);
    byte[] deep = TWENTY_FOUR.part((int) (0.5 * RATE), (int) (1.25 * RATE));
    assertThat(clip).hasSize(WavFile.HEAD + deep.length / 3 * 2);
    assertThat(in.getShort(34)).isEqualTo((short) 16);
    for (int i = 0; i < deep.length / 3; i++) {
      int wanted = (deep[3 * i + 1] & 0xff) | (deep[3 * i + 2] << 8);
      assertThat(in.getShort(WavFile.HEAD + 2 * i))
          .isBetween((short) clamp(wanted - 1), (short) clamp(wanted + 1));
    }
  }

  private static int clamp(int sample) {
    return Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  @Test
  void theFirstAndTheLastSampleAreFoundByIsrsArithmetic() throws IOException {
    assertThat(0.29 * 100).isLessThan(29); // as it is with many a start
    for (double start : List.of(0.29, 0.1, 0.7, 1.1)) {
      for (double end : List.of(1.15, 2.3)) {
        assertThat(clip("file=16.flac&start=%s&end=%s".formatted(start, end)))
            .isEqualTo(expected(SIXTEEN, start, end));
      }
    }
  }

  @Test
  void aClipEndsWithItsFileAndBeginsNotBeforeIt() throws IOException {
    assertThat(clip("file=16.wav&start=-3&end=0.5")).isEqualTo(expected(SIXTEEN, 0, 0.5));
    assertThat(clip("file=16.wav&start=2&end=99")).isEqualTo(expected(SIXTEEN, 2, 3));
    assertThat(clip("file=16.flac&start=2&end=1e300")).isEqualTo(expected(SIXTEEN, 2, 3));
  }

  @Test
  void noneIsLongerThanTenMinutes() throws IOException {
    byte[] clip = clip("file=long.wav&start=10.5&end=690");
    assertThat(clip).isEqualTo(expected(LONG, 10.5, 610.5));
  }

  @Test
  void aClipMayBeKeptForADay() throws IOException {
    HttpResponse<byte[]> answer = ask("file=16.wav&start=0&end=1");
    assertThat(WebSide.field(answer, "Content-Type")).isEqualTo("audio/wav");
    assertThat(WebSide.field(answer, "Cache-Control")).isEqualTo("private, max-age=86400");
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);
  }

  @Test
  void tenAtATimeAreAllRight() throws IOException {
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String file = i % 2 == 0 ? "16.flac" : "16.wav";
      answers.add(web.later("/api/clip?file=%s&start=0.%d&end=2".formatted(file, i)));
    }
    for (int i = 0; i < 10; i++) {
      HttpResponse<byte[]> answer = answers.get(i).join();
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(expected(SIXTEEN, i / 10.0, 2));
    }
  }

  @Test
  void nothingOfThemStaysBehind() throws IOException {
    clip("file=16.flac&start=0&end=1");
    Awaitility.await("an empty folder")
        .until(() -> folder.resolve(".sonolog/clips").toFile().list().length == 0);
  }

  // --- what goes wrong

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "file=16.wav",
        "file=16.wav&start=1",
        "file=16.wav&end=1",
        "start=0&end=1",
        "file=16.wav&start=&end=1",
        "file=16.wav&start=a&end=1",
        "file=16.wav&start=0&end=1s",
        "file=16.wav&start=nan&end=1",
        "file=16.wav&start=0&end=nan",
        "file=16.wav&start=0&end=inf",
        "file=16.wav&start=-inf&end=1",
        "file=16.wav&start=1&end=1",
        "file=16.wav&start=2&end=1",
        "file=16.wav&start=-2&end=-1",
        "file=16.wav&start=3&end=4",
        "file=16.flac&start=1e12&end=1e13",
        "file=16.wav&start=1.000001&end=1.000002",
        "file=a.mp3&start=0&end=1",
        "file=missing.mp3&start=1&end=1"
      })
  void whatIsWrongIsABadRequest(String query) throws IOException {
    HttpResponse<byte[]> answer = ask(query);
    assertThat(answer.statusCode()).as(WebSide.text(answer)).isEqualTo(400);
    assertThat(WebSide.text(answer)).startsWith("{\"error\":");
  }

  @ParameterizedTest
  @CsvSource({
    "../16.wav,      403",
    "/etc/passwd,    403",
    "missing.wav,    404",
    "missing.mp3,    404",
    ".sonolog/a.wav, 404"
  })
  void whatIsNotThereIsNotFound(String file, int status) throws IOException {
    assertThat(ask("start=0&end=1&file=" + file).statusCode()).isEqualTo(status);
  }

  @Test
  void whatIsBeingRecordedIsNotGiven() throws IOException {
    Path status = folder.resolve("status.json");
    Files.writeString(status, "{\"active\":[\"24.wav\", \"a.mp3\"]}");
    assertThat(ask("file=24.wav&start=0&end=1").statusCode()).isEqualTo(409);
    assertThat(ask("file=x/..//24.wav&start=0&end=1").statusCode()).isEqualTo(409);
    assertThat(ask("file=a.mp3&start=0&end=1").statusCode()).isEqualTo(409);
    Files.delete(status);
  }
}
