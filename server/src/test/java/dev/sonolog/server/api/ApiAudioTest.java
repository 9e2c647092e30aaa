package dev.sonolog.server.api;

import static dev.sonolog.server.TestArchive.RATE;
import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static dev.sonolog.server.TestArchive.bytes;
import static dev.sonolog.server.TestArchive.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.wav.WavSamples;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.api.Visitor.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files, finished and growing, and excerpts of them. */
class ApiAudioTest {
  @TempDir private Path folder = Path.of("");
  private TestArchive archive;
  private Visitor visitor;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(Files.createDirectory(folder.resolve("archive")));
    visitor = new Visitor(archive);
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  private byte[] pcm(byte[] wav) throws Exception {
    Path file = Files.write(folder.resolve("sent.wav"), wav);
    try (FileChannel channel = FileChannel.open(file)) {
      WavSamples samples = WavSamples.find(channel);
      int start = (int) samples.start();
      return Arrays.copyOfRange(wav, start, start + 2 * (int) samples.frames());
    }
  }

  @Test
  void aFinishedFileIsSentWithStandardRanges() throws Exception {
    var recorded =
        archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(2, 0, 0, 1))).getFirst();
    byte[] file = Files.readAllBytes(recorded.file());
    String address = "/api/v1/recordings/a.0/audio";
    Reply whole = visitor.get(address);
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(file);
    assertThat(whole.field("Content-Type")).isEqualTo("audio/wav");
    Reply tail = visitor.get(address, "Range", "bytes=-100");
    assertThat(tail.status()).isEqualTo(206);
    assertThat(tail.body()).isEqualTo(Arrays.copyOfRange(file, file.length - 100, file.length));
    assertThat(visitor.get(address, "Range", "bytes=99999999-").status()).isEqualTo(416);
    assertThat(visitor.get(address, "If-None-Match", whole.field("ETag")).status()).isEqualTo(304);
    assertThat(visitor.send("HEAD", address, "").field("Content-Length"))
        .isEqualTo("" + file.length);
    assertThat(visitor.get(address + "?download=1").field("Content-Disposition"))
        .isEqualTo("attachment; filename=\"studio-0.wav\"");
  }

  @ParameterizedTest
  @EnumSource(names = {"PCM", "FLAC"})
  void aSnapshotOfAGrowingFileStaysWhatItIs(Codec codec) throws Exception {
    short[] signal = signal(30, 3, 7, 1);
    TestArchive.Running running = archive.begin("live", SOURCE, START, codec);
    running.open();
    running.write(Arrays.copyOf(signal, 15 * RATE.hertz()));
    running.store();
    Reply redirect = visitor.get("/api/v1/recordings/live.0/audio");
    assertThat(redirect.status()).isEqualTo(307);
    String address = redirect.field("Location");
    assertThat(address).startsWith("/api/v1/recordings/live.0/audio?until=");
    int until = Integer.parseInt(address.substring(address.indexOf('=') + 1));
    assertThat(until).isBetween(10 * RATE.hertz(), 15 * RATE.hertz());
    Reply first = visitor.get(address);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.field("Cache-Control")).contains("immutable");
    assertSamples(codec, first.body(), until, signal);
    running.write(Arrays.copyOfRange(signal, 15 * RATE.hertz(), 30 * RATE.hertz()));
    running.store();
    Reply again = visitor.get(address);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.field("ETag")).isEqualTo(first.field("ETag"));
    Reply piece = visitor.get(address, "Range", "bytes=1000-1999", "If-Range", first.field("ETag"));
    assertThat(piece.status()).isEqualTo(206);
    assertThat(piece.field("Content-Range")).isEqualTo("bytes 1000-1999/" + first.body().length);
    assertThat(visitor.get("/api/v1/recordings/live.0/audio?until=99999999").status())
        .isEqualTo(409);
    running.seal();
    running.end();
    assertSamples(codec, visitor.get(address).body(), until, signal);
    assertThat(visitor.get("/api/v1/recordings/live.0/audio").status()).isEqualTo(200);
  }

  private void assertSamples(Codec codec, byte[] sent, int count, short[] signal) throws Exception {
    if (codec == Codec.PCM) {
      assertThat(pcm(sent)).isEqualTo(bytes(Arrays.copyOf(signal, count)));
      return;
    }
    Path file = Files.write(folder.resolve("sent.flac"), sent);
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(new FlacContainer().inspect(channel).samples()).isEqualTo(count);
      assertThat(new FlacContainer().declaredSamples(channel.position(0))).hasValue(count);
    }
  }

  @Test
  void anExcerptCrossesFilesAndHoldsJustItsSamples() throws Exception {
    short[] one = signal(3, 0, 0, 1);
    short[] other = signal(3, 0, 0, 2);
    archive.record("a", SOURCE, START, Codec.PCM, List.of(one, other));
    Reply excerpt =
        visitor.get(
            "/api/v1/sources/studio/excerpt?from=2026-05-23T20:00:02Z&to=2026-05-23T20:00:04Z");
    assertThat(excerpt.status()).as(excerpt.text()).isEqualTo(200);
    assertThat(excerpt.field("Content-Disposition"))
        .isEqualTo("attachment; filename=\"studio_2026-05-23T22-00-02.wav\"");
    ByteArrayOutputStream wanted = new ByteArrayOutputStream();
    wanted.writeBytes(bytes(Arrays.copyOfRange(one, 16_000, 24_000)));
    wanted.writeBytes(bytes(Arrays.copyOf(other, 8_000)));
    assertThat(pcm(excerpt.body())).isEqualTo(wanted.toByteArray());
  }

  @Test
  void gapsOfAnExcerptAreFilesOfTheirOwnOrSilence() throws Exception {
    short[] one = signal(2, 0, 0, 1);
    short[] other = signal(2, 0, 0, 2);
    archive.record("a", SOURCE, START, Codec.PCM, List.of(one));
    archive.record("b", SOURCE, START.plusSeconds(3), Codec.PCM, List.of(other));
    String span =
        "/api/v1/sources/studio/excerpt?from=2026-05-23T20:00:00Z&to=2026-05-23T20:00:05Z";
    Reply zip = visitor.get(span);
    assertThat(zip.field("Content-Type")).isEqualTo("application/zip");
    assertThat(zip.field("Content-Disposition")).endsWith(".zip\"");
    ByteArrayOutputStream silent = new ByteArrayOutputStream();
    silent.writeBytes(bytes(one));
    silent.writeBytes(new byte[16_000]);
    silent.writeBytes(bytes(other));
    assertThat(pcm(visitor.get(span + "&gaps=silence").body())).isEqualTo(silent.toByteArray());
    assertThat(pcm(visitor.get(span + "&gaps=closed").body())).hasSize(64_000);
    Reply nothing =
        visitor.get(
            "/api/v1/sources/studio/excerpt?from=2026-05-23T20:00:02.1Z&to=2026-05-23T20:00:02.9Z");
    assertThat(nothing.status()).isEqualTo(404);
    assertThat(nothing.detail()).contains("missing:", "22:00:02.100");
    assertThat(visitor.get(span + "&gaps=none").status()).isEqualTo(400);
    assertThat(visitor.get("/api/v1/sources/studio/excerpt?from=2026-05-23T20:00:00Z").status())
        .isEqualTo(400);
  }
}
