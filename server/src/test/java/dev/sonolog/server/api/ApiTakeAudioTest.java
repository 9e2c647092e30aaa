package dev.sonolog.server.api;

import static dev.sonolog.server.TestArchive.RATE;
import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static dev.sonolog.server.TestArchive.bytes;
import static dev.sonolog.server.TestArchive.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.wav.WavSamples;
import dev.sonolog.server.ScriptedStudio;
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

/** Takes as one file. */
class ApiTakeAudioTest {
  private static final String TAKE = "/api/v1/studio/takes/8/audio";

  @TempDir private Path folder = Path.of("");
  private final ScriptedStudio studio = new ScriptedStudio();
  private TestArchive archive;
  private Visitor visitor;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(Files.createDirectory(folder.resolve("archive")));
    archive.hasAStudio(studio);
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

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  @Test
  void aTakeAcrossTheBordersOfFilesIsOneToTheSample() throws Exception {
    List<short[]> pieces = List.of(signal(3, 0, 0, 1), signal(5, 0, 0, 2), signal(2, 0, 0, 3));
    archive.record("a", SOURCE, START, Codec.PCM, pieces);
    Reply sent = visitor.get(TAKE);
    assertThat(sent.status()).isEqualTo(200);
    assertThat(sent.field("Content-Type")).isEqualTo("audio/wav");
    assertThat(sent.field("Content-Disposition")).contains("First-set_2026-05-23T");
    byte[] half = Arrays.copyOf(bytes(pieces.get(2)), RATE.hertz());
    assertThat(pcm(sent.body()))
        .isEqualTo(joined(bytes(pieces.get(0)), bytes(pieces.get(1)), half));
  }

  @Test
  void aTakeThatIsARecordingIsSentAsItIsStoredAndInRanges() throws Exception {
    var recorded =
        archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(8.5, 0, 0, 1))).getFirst();
    byte[] file = Files.readAllBytes(recorded.file());
    assertThat(visitor.get(TAKE).body()).isEqualTo(file);
    Reply part = visitor.get(TAKE, "Range", "bytes=100-199");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(file, 100, 200));
  }

  @Test
  void whatIsMissingInATakeIsSilenceInOneFile() throws Exception {
    short[] before = signal(3, 0, 0, 1);
    short[] behind = signal(2, 0, 0, 2);
    archive.record("a", SOURCE, START, Codec.PCM, List.of(before));
    archive.record("b", SOURCE, START.plusSeconds(5), Codec.PCM, List.of(behind));
    studio.holds("2026-05-23T20:00:07Z");
    byte[] silence = new byte[2 * 2 * RATE.hertz()];
    assertThat(pcm(visitor.get(TAKE).body()))
        .isEqualTo(joined(bytes(before), silence, bytes(behind)));
    assertThat(pcm(visitor.get(TAKE + "?gaps=closed").body()))
        .isEqualTo(joined(bytes(before), bytes(behind)));
    assertThat(visitor.get(TAKE + "?gaps=separate").field("Content-Type"))
        .isEqualTo("application/zip");
  }

  @Test
  void whatGoesOnIsNoFileYet() throws Exception {
    assertThat(visitor.get("/api/v1/studio/takes/7/audio").status()).isEqualTo(409);
  }

  @Test
  void ofATakeThatWasDeletedNothingIsThere() throws Exception {
    archive.record("z", SOURCE, START.plusSeconds(60), Codec.PCM, List.of(signal(1, 0, 0, 1)));
    Reply none = visitor.get(TAKE);
    assertThat(none.status()).isEqualTo(404);
    assertThat(visitor.get("/api/v1/studio/takes/9/audio").status()).isEqualTo(404);
  }
}
