package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ISR's {@code /api/cut}: pieces in the recording's own format, and what they are called. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsrCutTest {
  private static final int RATE = 48_000;
  private static final int FRAMES = 4 * RATE;
  private static final WavFile SIXTEEN = WavFile.noise(1, 2, RATE, 16, FRAMES);
  private static final WavFile TWENTY_FOUR = WavFile.noise(1, 2, RATE, 24, FRAMES);
  private static final WavFile FLOATING = WavFile.noise(3, 1, RATE, 32, FRAMES);

  private Path folder;
  private Path recordings;
  private WebSide web;

  @BeforeAll
  void serve(@TempDir Path temporary) throws IOException {
    folder = temporary;
    recordings = Files.createDirectories(folder.resolve("recordings"));
    SIXTEEN.write(recordings.resolve("16.wav"));
    TWENTY_FOUR.write(recordings.resolve("24.wav"));
    FLOATING.write(recordings.resolve("float.wav"));
    Path deep = recordings.resolve("24.wav");
    Ffmpeg.convert(recordings.resolve("16.wav"), recordings.resolve("16.flac"));
    Ffmpeg.convert(deep, recordings.resolve("24.flac"), "-sample_fmt", "s32");
    Ffmpeg.convert(deep, recordings.resolve("extensible.wav"), "-c:a", "pcm_s24le");
    Ffmpeg.make(
        "sine=f=440:r=48000:d=20",
        List.of(
            List.of("-c:a", "libmp3lame", "-b:a", "128k", named("a.mp3")),
            List.of("-c:a", "libvorbis", named("b.ogg")),
            List.of("-c:a", "libopus", named("c.opus")),
            List.of("-c:a", "aac", named("d.aac")),
            List.of("-c:a", "libmp3lame", named("Ärger \"im\" Haus.mp3"))));
    Ffmpeg.make(
        "sine=f=440:r=8000:d=2000",
        List.of(
            List.of(named("20260523_220000.flac")),
            List.of("-t", "61", named("20260523_235900.wav")),
            List.of("-t", "800", "-b:a", "16k", named("x.mp3"))));
    web = WebSide.of(recordings);
    web.awaitListed("16.wav", "24.flac", "d.aac", "20260523_220000.flac", "x.mp3", "c.opus");
  }

  private String named(String name) {
    return recordings.resolve(name).toString();
  }

  @AfterAll
  void stop() throws IOException {
    web.close();
  }

  private HttpResponse<byte[]> ask(String file, String start, String end) throws IOException {
    return web.get("/api/cut?file=%s&start=%s&end=%s".formatted(WebSide.coded(file), start, end));
  }

  private Path cut(String file, double start, double end) throws IOException {
    HttpResponse<byte[]> answer = ask(file, "" + start, "" + end);
    assertThat(answer.statusCode()).as(WebSide.text(answer)).isEqualTo(200);
    return Ffmpeg.kept(folder, "cut" + file.substring(file.lastIndexOf('.')), answer.body());
  }

  // --- names

  @ParameterizedTest
  @CsvSource({
    "20260523_220000.flac, 1890, 1950, 20260523_22-31-30_22-32-30.flac",
    "20260523_235900.wav, 59.9, 60.2, 20260523_23-59-59_00-00-00.wav",
    "20260523_235900.wav, 59.9999996, 61, 20260524_00-00-00_00-00-01.wav",
    "20260523_235900.wav, 0, 0.9, 20260523_23-59-00_23-59-00.wav",
    "x.mp3, 740.9, 750.2, x_cut_740s-750s.mp3"
  })
  void aCutIsCalledByTheClock(String file, String start, String end, String name)
      throws IOException {
    HttpResponse<byte[]> answer = ask(file, start, end);
    assertThat(answer.statusCode()).as(WebSide.text(answer)).isEqualTo(200);
    assertThat(WebSide.field(answer, "Content-Disposition"))
        .isEqualTo("attachment; filename=\"" + name + "\"");
  }

  @Test
  void aNameBeyondAsciiIsToldInBothWays() throws IOException {
    HttpResponse<byte[]> answer = ask("Ärger \"im\" Haus.mp3", "1", "2");
    assertThat(WebSide.field(answer, "Content-Disposition"))
        .startsWith("attachment; filename=\"_rger _im_ Haus_cut_1s-2s.mp3\"; ")
        .endsWith("filename*=UTF-8''%C3%84rger%20%22im%22%20Haus_cut_1s-2s.mp3");
    assertThat(WebSide.field(answer, "Content-Type")).isEqualTo("audio/mpeg");
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);
  }

  // --- samples

  @ParameterizedTest
  @CsvSource({"0.5, 1.25", "0, 4", "3.9999, 9", "0.00001, 0.0001", "1.23456, 3.21"})
  void wavAndFlacAreCutToTheSample(double start, double asked) throws IOException {
    double end = Math.min(asked, FRAMES / (double) RATE);
    assertSamples("16.wav", "s16le", SIXTEEN, start, end);
    assertSamples("24.wav", "s24le", TWENTY_FOUR, start, end);
    assertSamples("float.wav", "f32le", FLOATING, start, end);
    assertSamples("extensible.wav", "s24le", TWENTY_FOUR, start, end);
    assertSamples("16.flac", "s16le", SIXTEEN, start, end);
    assertSamples("24.flac", "s24le", TWENTY_FOUR, start, end);
  }

  private void assertSamples(String file, String format, WavFile of, double start, double end)
      throws IOException {
    byte[] wanted = of.part((int) (start * RATE), (int) (end * RATE));
    byte[] samples = Ffmpeg.samples(cut(file, start, end), format);
    assertThat(samples.length).as(file).isEqualTo(wanted.length);
    assertThat(Arrays.equals(samples, wanted)).as(file).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"a.mp3, 1152", "b.ogg, 2048", "c.opus, 960", "d.aac, 1024"})
  void lossyFormatsAreCutToThePacket(String file, int packet) throws IOException {
    Path cut = cut(file, 5.5, 8.25);
    Recordings.assertPlays(cut);
    int frames = Ffmpeg.samples(cut, "s16le").length / Short.BYTES;
    int wanted = (int) (8.25 * RATE) - (int) (5.5 * RATE);
    assertThat(frames).isBetween(wanted, wanted + 3 * packet);
  }

  @Test
  void aCutBeginsWhereItIsAskedToAndNotAtTheStartOfTheFile() throws IOException {
    Ffmpeg.make(
        "aevalsrc=gt(t\\,10)*0.5*sin(880*PI*t):s=48000:d=12",
        List.of(List.of("-b:a", "128k", named("late.mp3"))));
    web.awaitListed("late.mp3");
    byte[] before = Ffmpeg.samples(cut("late.mp3", 5, 6), "s16le");
    byte[] behind = Ffmpeg.samples(cut("late.mp3", 10.5, 11.5), "s16le");
    assertThat(loudest(before)).isLessThan(100);
    assertThat(loudest(behind)).isGreaterThan(10_000);
  }

  private static int loudest(byte[] samples) {
    int loudest = 0;
    for (int i = 0; i + 1 < samples.length; i += 2) {
      loudest = Math.max(loudest, Math.abs((samples[i] & 0xff) | (samples[i + 1] << 8)));
    }
    return loudest;
  }

  // --- what goes wrong

  @ParameterizedTest
  @CsvSource({
    "16.wav, '', 1",
    "16.wav, 0, ''",
    "16.wav, a, 1",
    "16.wav, 0, nan",
    "16.wav, inf, 1",
    "16.wav, -0.5, 1",
    "16.wav, 1, 1",
    "16.wav, 2, 1",
    "16.wav, 99, 100",
    "missing.wav, 2, 1",
    "../x.wav, 0, nan"
  })
  void whatIsWrongIsABadRequest(String file, String start, String end) throws IOException {
    HttpResponse<byte[]> answer = ask(file, start, end);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(WebSide.text(answer)).startsWith("{\"error\":");
  }

  @ParameterizedTest
  @CsvSource({"../16.wav, 403", "/etc/passwd, 403", "missing.wav, 404", "16.wav/x, 404"})
  void whatIsNotThereIsNotFound(String file, int status) throws IOException {
    assertThat(ask(file, "0", "1").statusCode()).isEqualTo(status);
  }

  @Test
  void whatIsBeingRecordedIsNotCut() throws IOException {
    Path status = recordings.resolve("status.json");
    Files.writeString(status, "{\"active\":[\"float.wav\"]}");
    assertThat(ask("float.wav", "0", "1").statusCode()).isEqualTo(409);
    assertThat(ask("./float.wav", "0", "1").statusCode()).isEqualTo(409);
    assertThat(ask("float.wav", "1", "0").statusCode()).isEqualTo(400);
    Files.delete(status);
  }
}
