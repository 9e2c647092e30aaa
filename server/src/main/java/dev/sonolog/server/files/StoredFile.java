package dev.sonolog.server.files;

import dev.sonolog.formats.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Future;

/**
 * An open file and what of it is passed on. It stays the same file until it is closed, whatever is
 * renamed or deleted meanwhile; of one that grows it stays the same beginning. Owned by the thread
 * that answers a request; only {@link ReaderThreads} touch the disk.
 */
public final class StoredFile implements AutoCloseable {
  /** A file that is replaced just now is looked at again so often. */
  private static final int ATTEMPTS = 5;

  private final FileChannel channel;
  private final Content content;
  private final ReaderThreads threads;

  private interface Contents {
    Content of(FileChannel channel, BasicFileAttributes attributes, Object key) throws IOException;
  }

  private StoredFile(FileChannel channel, Content content, ReaderThreads threads) {
    this.channel = channel;
    this.content = content;
    this.threads = threads;
  }

  /**
   * Opens a file that nobody writes.
   *
   * @param real where it is, without links
   */
  public static StoredFile finished(Path real, ReaderThreads threads) throws IOException {
    return open(real, threads, StoredFile::finished);
  }

  /**
   * Opens a file that is being written, for a player: see {@link GrowingFiles}.
   *
   * @param real where it is, without links
   * @param name that it will bear; its end says what it is
   * @param request may hold a part of an earlier snapshot; it gets more of the same then
   */
  public static StoredFile growing(
      Path real, String name, FileRequest request, ReaderThreads threads) throws IOException {
    return open(
        real,
        threads,
        (channel, attributes, key) -> {
          Snapshot snapshot = GrowingFiles.snapshot(channel, name, held(channel, key, request));
          return growing(snapshot, attributes, key);
        });
  }

  /**
   * Opens a file that is being written, of which the writer knows how much is there.
   *
   * @param real where it is, without links
   * @param name that it will bear; its end says what it is
   * @param length a beginning that ends with something whole, in bytes
   * @param samples how many samples per channel it holds
   */
  public static StoredFile growing(
      Path real, String name, long length, long samples, ReaderThreads threads) throws IOException {
    return open(
        real,
        threads,
        (channel, attributes, key) -> {
          Snapshot snapshot =
              GrowingFiles.snapshot(channel, name, length, OptionalLong.of(samples));
          return growing(snapshot, attributes, key);
        });
  }

  private static StoredFile open(Path real, ReaderThreads threads, Contents contents)
      throws IOException {
    return threads.open(() -> openNow(real, threads, contents));
  }

  private static StoredFile openNow(Path real, ReaderThreads threads, Contents contents)
      throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      Object before = key(real, attributes(real));
      FileChannel channel =
          FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      try {
        BasicFileAttributes attributes = attributes(real);
        if (before.equals(key(real, attributes))) {
          return new StoredFile(channel, contents.of(channel, attributes, before), threads);
        }
        channel.close();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
    throw new IOException(real + " is replaced again and again");
  }

  private static BasicFileAttributes attributes(Path real) throws IOException {
    return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static Object key(Path real, BasicFileAttributes attributes) {
    return Objects.requireNonNullElse(attributes.fileKey(), real);
  }

  private static Content finished(FileChannel channel, BasicFileAttributes attributes, Object key)
      throws IOException {
    long size = channel.size();
    var modified = attributes.lastModifiedTime().toInstant();
    return new Content(
        Snapshot.unchanged(size),
        EntityTag.finished(key, size, modified),
        modified,
        Content.Growth.FINISHED);
  }

  private static Content growing(Snapshot snapshot, BasicFileAttributes attributes, Object key) {
    return new Content(
        snapshot,
        EntityTag.growing(key, snapshot.length()),
        attributes.lastModifiedTime().toInstant(),
        Content.Growth.GROWING);
  }

  /** How much of the file belongs to the snapshot: all, or what the client has a part of. */
  private static long held(FileChannel channel, Object key, FileRequest request)
      throws IOException {
    long size = channel.size();
    OptionalLong earlier = HeldSnapshot.length(key, request);
    return earlier.isPresent() ? Math.min(earlier.getAsLong(), size) : size;
  }

  /** What to send. Touches no disk. */
  public FileAnswer answer(FileRequest request, Presentation presentation, Clock clock) {
    return new Answering(content, request, presentation, clock.instant()).answer();
  }

  /** What {@link #answer} promised, ready to be sent. */
  public FileBody body(FileAnswer answer) {
    return new FileBody(this, answer.parts());
  }

  /** How long what is passed on is, in bytes. */
  public long length() {
    return content.length();
  }

  Content content() {
    return content;
  }

  // --- bytes

  /**
   * Has a part of the file read.
   *
   * @param count fills so much of the array
   */
  Future<byte[]> read(long position, byte[] into, int count) throws IOException {
    return threads.submit(() -> readNow(position, into, count));
  }

  byte[] await(Future<byte[]> reading) throws IOException {
    return threads.await(reading);
  }

  private byte[] readNow(long position, byte[] into, int count) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(into, 0, count);
    while (left.hasRemaining()) {
      if (channel.read(left, position + left.position()) < 0) {
        throw new TruncatedWhileSending(position + left.position());
      }
    }
    return into;
  }

  /** Returns at once, although the disk may take its time. */
  @Override
  public void close() {
    threads.closeLater(channel);
  }
}
