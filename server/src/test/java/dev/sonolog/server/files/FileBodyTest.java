package dev.sonolog.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of real files. */
final class FileBodyTest {
  private static final Clock CLOCK = Clock.fixed(Requests.NOW, ZoneOffset.UTC);
  private static final int SIZE = 700_000;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("Content-Range: bytes (\\d+)-(\\d+)/" + SIZE + "\r\n\r\n");

  @TempDir private Path folder;

  private final ReaderThreads threads = new ReaderThreads("test", 2, Duration.ofSeconds(20));
  private byte[] bytes = {};
  private Path file = Path.of("");

  @BeforeEach
  void create() throws IOException {
    bytes = new byte[SIZE];
    new Random(5).nextBytes(bytes);
    file = Files.write(folder.resolve("a.wav"), bytes);
  }

  @AfterEach
  void end() {
    threads.close();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sent(FileAnswer answer, byte[] body) {}

  private Sent send(FileRequest request) throws IOException {
    try (StoredFile stored = StoredFile.finished(file, threads)) {
      FileAnswer answer = stored.answer(request, Requests.PLAIN, CLOCK);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      stored.body(answer).send(out);
      assertThat(answer.header("Content-Length")).contains(Integer.toString(out.size()));
      return new Sent(answer, out.toByteArray());
    }
  }

  @Test
  void aWholeFileIsSentByteForByte() throws IOException {
    assertThat(send(Requests.get()).body()).isEqualTo(bytes);
  }

  @Test
  void anyRangeIsExactlyThoseBytes() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      int first = random.nextInt(SIZE);
      int last = first + random.nextInt(random.nextBoolean() ? 10 : SIZE);
      Sent sent = send(Requests.get("Range", "bytes=" + first + "-" + last));
      int end = Math.min(last + 1, SIZE);
      assertThat(sent.answer().status()).as("seed %d", seed).isEqualTo(206);
      assertThat(Arrays.equals(sent.body(), Arrays.copyOfRange(bytes, first, end)))
          .as("bytes %d to %d, seed %d", first, last, seed)
          .isTrue();
    }
  }

  @Test
  void anyPiecesCanBeTakenApartAgain() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      byte[] expected = new byte[SIZE];
      byte[] found = new byte[SIZE];
      List<String> specs = new ArrayList<>();
      for (int piece = 0; piece < 2 + random.nextInt(6); piece++) {
        int first = random.nextInt(SIZE);
        int end = Math.min(SIZE, first + 1 + random.nextInt(20_000));
        System.arraycopy(bytes, first, expected, first, end - first);
        specs.add(first + "-" + (end - 1));
      }
      Sent sent = send(Requests.get("Range", "bytes=" + String.join(", ", specs)));
      takeApart(sent, found);
      assertThat(Arrays.equals(found, expected)).as("%s, seed %d", specs, seed).isTrue();
    }
  }

  /** Puts each piece where it says that it belongs. */
  private static void takeApart(Sent sent, byte[] into) {
    String type = sent.answer().header("Content-Type").orElseThrow();
    String text = new String(sent.body(), StandardCharsets.ISO_8859_1);
    if (!type.startsWith("multipart/byteranges; boundary=")) {
      Matcher one =
          Pattern.compile("bytes (\\d+)-.*")
              .matcher(sent.answer().header("Content-Range").orElseThrow());
      assertThat(one.matches()).isTrue();
      System.arraycopy(sent.body(), 0, into, Integer.parseInt(one.group(1)), sent.body().length);
      return;
    }
    String line = "\r\n--" + type.substring(type.indexOf('=') + 1);
    int at = 0;
    while (!text.startsWith(line + "--\r\n", at)) {
      assertThat(text.startsWith(line + "\r\n", at)).isTrue();
      Matcher range = CONTENT_RANGE.matcher(text);
      assertThat(range.find(at)).isTrue();
      int first = Integer.parseInt(range.group(1));
      int length = Integer.parseInt(range.group(2)) + 1 - first;
      System.arraycopy(sent.body(), range.end(), into, first, length);
      at = range.end() + length;
    }
    assertThat(at + line.length() + 4).isEqualTo(text.length());
  }

  @Test
  void headersAloneHaveNoBody() throws IOException {
    FileRequest request =
        Requests.of(FileRequest.Method.HEAD, RangeHeader.Mode.STANDARD, "Range", "bytes=0-1");
    try (StoredFile stored = StoredFile.finished(file, threads)) {
      FileAnswer answer = stored.answer(request, Requests.PLAIN, CLOCK);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      stored.body(answer).send(out);
      assertThat(out.size()).isZero();
      assertThat(answer.header("Content-Length")).contains(Integer.toString(SIZE));
    }
  }

  @Test
  void aFileThatGetsShorterMeanwhileIsSaidToBe() throws IOException {
    try (StoredFile stored = StoredFile.finished(file, threads);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      FileAnswer answer = stored.answer(Requests.get(), Requests.PLAIN, CLOCK);
      ByteArrayOutputStream out =
          new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] from, int offset, int length) {
              super.write(from, offset, length);
              truncate(channel);
            }
          };
      assertThatThrownBy(() -> stored.body(answer).send(out))
          .isInstanceOf(TruncatedWhileSending.class)
          .hasMessageContaining(Integer.toString(SIZE - 1));
      assertThat(out.size()).isLessThan(SIZE);
      assertThat(Arrays.equals(out.toByteArray(), Arrays.copyOf(bytes, out.size()))).isTrue();
    }
  }

  private static void truncate(FileChannel channel) {
    try {
      channel.truncate(SIZE - 1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsDeletedOrReplacedMeanwhileIsSentAsItWas() throws IOException {
    try (StoredFile stored = StoredFile.finished(file, threads)) {
      FileAnswer answer = stored.answer(Requests.get(), Requests.PLAIN, CLOCK);
      Files.delete(file);
      Files.writeString(file, "another");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      stored.body(answer).send(out);
      assertThat(out.toByteArray()).isEqualTo(bytes);
    }
  }

  @Test
  void aClientThatGoesAwayEndsTheSending() throws IOException {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("connection reset");
          }
        };
    try (StoredFile stored = StoredFile.finished(file, threads)) {
      FileAnswer answer = stored.answer(Requests.get(), Requests.PLAIN, CLOCK);
      assertThatThrownBy(() -> stored.body(answer).send(gone)).hasMessage("connection reset");
    }
  }

  /** No more of it on disk than a few bytes. */
  @Test
  void bytesBeyondFourGibibytesAreSent() throws IOException {
    long position = 5L << 30;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), position);
    }
    Sent sent = send(Requests.get("Range", "bytes=-5"));
    assertThat(sent.body()).containsExactly(0, 1, 2, 3, 4);
    assertThat(sent.answer().header("Content-Range"))
        .contains("bytes %d-%d/%d".formatted(position - 1, position + 3, position + 4));
  }

  @Test
  void aVirtualThreadLeavesReadingToOthers() throws IOException, InterruptedException {
    List<Thread> readers = new ArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Throwable> failures = new ArrayList<>();
    Thread.Builder.OfVirtual virtual = Thread.ofVirtual();
    Thread sender =
        virtual.start(
            () -> {
              try (StoredFile stored = StoredFile.finished(file, threads)) {
                readers.add(threads.call(Thread::currentThread));
                stored.body(stored.answer(Requests.get(), Requests.PLAIN, CLOCK)).send(out);
              } catch (IOException e) {
                failures.add(e);
              }
            });
    sender.join();
    assertThat(failures).isEmpty();
    assertThat(out.toByteArray()).isEqualTo(bytes);
    assertThat(readers.getFirst().isVirtual()).isFalse();
    assertThat(readers.getFirst().getName()).startsWith("reader-test-");
  }

  @Test
  void aLinkIsNotFollowedWhenAFileIsOpened() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.wav"), file);
    assertThatThrownBy(() -> StoredFile.finished(link, threads)).isInstanceOf(IOException.class);
  }

  @Test
  void aFileThatChangesGetsAnotherTag() throws IOException {
    String before = send(Requests.get()).answer().header("ETag").orElseThrow();
    assertThat(send(Requests.get()).answer().header("ETag")).contains(before);
    Files.setLastModifiedTime(file, FileTime.from(Requests.MODIFIED.plusNanos(1_000)));
    String after = send(Requests.get()).answer().header("ETag").orElseThrow();
    assertThat(after).isNotEqualTo(before).matches("\"[0-9a-f]{24}\"");
    Path copy = Files.copy(file, folder.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES);
    file = copy;
    assertThat(send(Requests.get()).answer().header("ETag").orElseThrow()).isNotEqualTo(after);
  }
}
