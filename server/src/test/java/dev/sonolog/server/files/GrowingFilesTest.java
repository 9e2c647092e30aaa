package dev.sonolog.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.wav.WavContainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that our own writers have not finished, as clients get them. */
final class GrowingFilesTest {
  private static final Clock CLOCK = Clock.fixed(Requests.NOW, ZoneOffset.UTC);
  private static final int SAMPLES = 5 * 4_410;
  private static final int FRAME = 4;

  /** Where our samples begin; in front of them stands their length. */
  private static final int WAV_HEAD = 9_216;

  /** What is written. */
  enum Kind {
    WAV(Codec.PCM),
    FLAC(Codec.FLAC);

    private final Codec codec;

    Kind(Codec codec) {
      this.codec = codec;
    }

    Container container() {
      return this == WAV ? new WavContainer() : new FlacContainer();
    }

    String fileName() {
      return "growing." + name();
    }

    /** All that a writer has written before the seal. */
    byte[] unsealed() throws IOException {
      Written written = new Written();
      StreamElement.TrackHeader header =
          new StreamElement.TrackHeader(
              new AudioFormat(codec, new SampleRate(4_410), 2), new PcmSetup(SampleFormat.S16));
      SegmentMuxer muxer = container().muxer(header);
      muxer.begin(tags(), written);
      byte[] noise = new byte[SAMPLES * FRAME];
      new Random(7).nextBytes(noise);
      muxer.write(new PcmBlock(noise, SAMPLES, noise.length));
      return written.bytes();
    }

    private static SegmentTags tags() {
      OffsetDateTime start = OffsetDateTime.parse("2026-03-29T03:30:00+02:00");
      return new SegmentTags("studio", Optional.empty(), start, "run", 0, 0, Optional.empty());
    }
  }

  /** Keeps the head that came first. */
  private static final class Written implements SegmentSink {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Override
    public void head(byte[] bytes) {
      out.writeBytes(bytes);
    }

    @Override
    public void append(byte[] bytes, int offset, int length) {
      out.write(bytes, offset, length);
    }

    @Override
    public void updateHead(byte[] bytes) {}

    @Override
    public void replaceHead(byte[] bytes) {}

    byte[] bytes() {
      return out.toByteArray();
    }
  }

  @TempDir private Path folder;

  private final ReaderThreads threads = new ReaderThreads("test", 2, Duration.ofSeconds(20));

  @AfterEach
  void end() {
    threads.close();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sent(FileAnswer answer, byte[] body) {
    String header(String name) {
      return answer.header(name).orElseThrow();
    }
  }

  private Sent send(StoredFile stored, FileRequest request) throws IOException {
    try (stored) {
      FileAnswer answer = stored.answer(request, Requests.PLAIN, CLOCK);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      stored.body(answer).send(out);
      assertThat(answer.bodyLength()).isEqualTo(out.size());
      return new Sent(answer, out.toByteArray());
    }
  }

  private Sent send(Path file, String name, FileRequest request) throws IOException {
    return send(StoredFile.growing(file, name, request, threads), request);
  }

  /** By the numbers in the head alone. */
  private OptionalLong declared(Kind kind, byte[] sent) throws IOException {
    if (kind == Kind.WAV) {
      int data = ByteBuffer.wrap(sent).order(ByteOrder.LITTLE_ENDIAN).getInt(WAV_HEAD - 4);
      return OptionalLong.of(data / FRAME);
    }
    Path copy = Files.write(folder.resolve("copy"), sent);
    try (SeekableByteChannel channel = Files.newByteChannel(copy)) {
      return kind.container().declaredSamples(channel);
    }
  }

  private long counted(Kind kind, byte[] bytes) throws IOException {
    Path copy = Files.write(folder.resolve("copy"), bytes);
    try (SeekableByteChannel channel = Files.newByteChannel(copy)) {
      return kind.container().inspect(channel).samples();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSentSaysHowManySamplesAreInIt(Kind kind) throws IOException {
    byte[] all = kind.unsealed();
    for (int missing = 0; missing < all.length / 2; missing += all.length / 37) {
      byte[] part = Arrays.copyOf(all, all.length - missing);
      Path file = Files.write(folder.resolve("growing.part"), part);
      Sent sent = send(file, kind.fileName(), Requests.get());
      assertThat(declared(kind, sent.body())).hasValue(counted(kind, part));
      assertThat(counted(kind, sent.body())).isEqualTo(counted(kind, part));
      assertThat(sent.body().length).isLessThanOrEqualTo(part.length);
      assertThat(sent.header("ETag")).endsWith("-" + sent.body().length + "\"");
    }
  }

  /** Without a snapshot the head of a growing file is wrong: this shows that the tests can fail. */
  @ParameterizedTest
  @EnumSource
  void theFileItselfDoesNotSayIt(Kind kind) throws IOException {
    byte[] all = kind.unsealed();
    Path file = Files.write(folder.resolve("growing.part"), all);
    Sent sent = send(file, "growing.bin", Requests.get());
    assertThat(sent.body()).isEqualTo(all);
    assertThat(declared(kind, sent.body())).isNotEqualTo(OptionalLong.of(counted(kind, all)));
  }

  @ParameterizedTest
  @EnumSource
  void allRangesOfASnapshotFitTogether(Kind kind) throws IOException {
    Path file = Files.write(folder.resolve("growing.part"), kind.unsealed());
    byte[] whole = send(file, kind.fileName(), Requests.get()).body();
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (int at = 0; at < whole.length; at += 4_999) {
      FileRequest request = Requests.get("Range", "bytes=" + at + "-" + (at + 4_998));
      joined.writeBytes(send(file, kind.fileName(), request).body());
    }
    assertThat(joined.toByteArray()).isEqualTo(whole);
  }

  @ParameterizedTest
  @EnumSource
  void whoHoldsAPartOfASnapshotGetsTheRestOfIt(Kind kind) throws IOException {
    byte[] all = kind.unsealed();
    Path file = Files.write(folder.resolve("growing.part"), Arrays.copyOf(all, 60_000));
    Sent first = send(file, kind.fileName(), Requests.get());
    grow(file, Arrays.copyOfRange(all, 60_000, all.length));
    FileRequest more = Requests.get("Range", "bytes=100-", "If-Range", first.header("ETag"));
    Sent rest = send(file, kind.fileName(), more);
    assertThat(rest.answer().status()).isEqualTo(206);
    assertThat(rest.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(first.body(), 100, first.body().length));
    assertThat(send(file, kind.fileName(), Requests.get()).body().length)
        .isGreaterThan(first.body().length);
  }

  private static void grow(Path file, byte[] more) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap(more));
    }
  }

  @Test
  void theTagOfAnotherFileIsNoPartOfThisOne() throws IOException {
    byte[] all = Kind.WAV.unsealed();
    Path one = Files.write(folder.resolve("one.part"), Arrays.copyOf(all, 60_000));
    Path other = Files.write(folder.resolve("other.part"), all);
    String tag = send(one, "a.wav", Requests.get()).header("ETag");
    FileRequest request = Requests.get("Range", "bytes=100-", "If-Range", tag);
    assertThat(send(other, "a.wav", request).answer().status()).isEqualTo(200);
  }

  @Test
  void aWriterThatKnowsIsBelieved() throws IOException {
    Path file = Files.write(folder.resolve("growing.part"), Kind.FLAC.unsealed());
    StoredFile stored = StoredFile.growing(file, "a.flac", 50_000, 1_234, threads);
    Sent sent = send(stored, Requests.get());
    assertThat(sent.body()).hasSize(50_000);
    assertThat(declared(Kind.FLAC, sent.body())).hasValue(1_234);
  }

  @Test
  void whatIsWrittenBehindASnapshotIsNotSentWithIt() throws IOException {
    byte[] all = Kind.WAV.unsealed();
    Path file = Files.write(folder.resolve("growing.part"), all);
    StoredFile stored = StoredFile.growing(file, "a.wav", Requests.get(), threads);
    grow(file, new byte[10_000]);
    assertThat(send(stored, Requests.get()).body()).hasSize(all.length);
  }

  @Test
  void aFileWhoseHeadCannotBeReadIsSentAsItIs() throws IOException {
    byte[] text = "no audio at all".getBytes(StandardCharsets.US_ASCII);
    Path file = Files.write(folder.resolve("growing.part"), text);
    for (String name : new String[] {"a.wav", "a.flac", "a.ogg", "a.mp3", "a"}) {
      assertThat(send(file, name, Requests.get()).body()).isEqualTo(text);
    }
  }

  @Tag("judged")
  @Test
  void flacFindsNothingWrong() throws IOException, InterruptedException {
    byte[] all = Kind.FLAC.unsealed();
    for (int length = all.length; length > all.length / 2; length -= all.length / 7) {
      Path file = Files.write(folder.resolve("growing.part"), Arrays.copyOf(all, length));
      Path copy = folder.resolve("copy.flac");
      Files.write(copy, send(file, "a.flac", Requests.get()).body());
      Process flac = new ProcessBuilder("flac", "-t", "--totally-silent", copy.toString()).start();
      assertThat(flac.waitFor()).isZero();
    }
  }
}
