package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.ReadOnlyChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file that is looked through from some place on: once so much was read in one go that more
 * will be, the next bytes are read on threads of its own while those before are worked on, so
 * neither the disk nor the processor waits for the other. Until then, and behind each jump, it
 * reads what it is asked for and no more. As much is read ahead as was read in one go before, up to
 * a limit: a jump wastes no more than that.
 *
 * <p>Cannot be written; closing it ends the reading ahead and leaves the file open. One thread uses
 * it.
 */
final class ReadAhead extends ReadOnlyChannel {
  /** What is read ahead at once at most, in bytes: far more than waking a thread costs. */
  static final int CHUNK = 512 << 10;

  /** More is not read ahead, in bytes: when one thread has to wait, the others go on. */
  static final int WINDOW = 8 * CHUNK;

  /** So many bytes one after the other are no glance any more. */
  static final int GLANCE = 96 << 10;

  /** The disk works on one chunk while the one before is copied into our memory. */
  private static final int READERS = 2;

  private final FileChannel file;

  /** Room for chunks. */
  private final Deque<ByteBuffer> spare = new ArrayDeque<>();

  /** Chunks on their way, each behind the one before. */
  private final Deque<Reading> readings = new ArrayDeque<>();

  /** Bytes that were read ahead, the first of which stands at {@link #position}. */
  private ByteBuffer ahead = ByteBuffer.allocate(0);

  private @Nullable ExecutorService reader;
  private long position;
  private long inOneGo;

  /** A chunk on its way. */
  private record Reading(Future<ByteBuffer> chunk, long from, int length) {
    long end() {
      return from + length;
    }
  }

  /**
   * @param file read by its positions; its own stays as it is
   */
  ReadAhead(FileChannel file) {
    super(file);
    this.file = file;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      return 0;
    }
    while (!ahead.hasRemaining() && !readings.isEmpty()) {
      takeReading(readings.remove());
    }
    int read = ahead.hasRemaining() ? copy(target) : file.read(target, position);
    if (read > 0) {
      position += read;
      inOneGo += read;
      readOn();
    }
    return read;
  }

  private int copy(ByteBuffer target) {
    int count = Math.min(target.remaining(), ahead.remaining());
    target.put(ahead.slice(ahead.position(), count));
    ahead.position(ahead.position() + count);
    return count;
  }

  /** At its end a file gives less, or nothing; one that grows may give more when asked again. */
  private void takeReading(Reading finished) throws IOException {
    ByteBuffer chunk = await(finished.chunk);
    if (finished.from == position) {
      spare.add(ahead);
      ahead = chunk;
    } else {
      spare.add(chunk);
    }
  }

  private void readOn() {
    long from = readings.isEmpty() ? position + ahead.remaining() : readings.getLast().end();
    if (inOneGo >= GLANCE && from - position < Math.min(inOneGo, WINDOW)) {
      int length = (int) Math.min(inOneGo, CHUNK);
      ByteBuffer chunk = room().clear().limit(length);
      readings.add(new Reading(reader().submit(() -> filled(chunk, from)), from, length));
    }
  }

  private ByteBuffer room() {
    ByteBuffer room = spare.poll();
    return room != null && room.capacity() == CHUNK ? room : ByteBuffer.allocateDirect(CHUNK);
  }

  private ExecutorService reader() {
    ExecutorService running = reader;
    if (running == null) {
      running =
          Executors.newFixedThreadPool(
              READERS, Thread.ofPlatform().name("read ahead ", 1).factory());
      reader = running;
    }
    return running;
  }

  private ByteBuffer filled(ByteBuffer chunk, long from) throws IOException {
    int read = 0;
    while (read >= 0 && chunk.hasRemaining()) {
      read = file.read(chunk, from + chunk.position());
    }
    return chunk.flip();
  }

  private static ByteBuffer await(Future<ByteBuffer> chunk) throws IOException {
    try {
      return chunk.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Interrupted while reading").initCause(e);
    } catch (ExecutionException e) {
      throw new IOException("Reading failed: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long next) {
    if (next != position) {
      position = next;
      inOneGo = 0;
      ahead = ahead.limit(ahead.position());
    }
    return this;
  }

  /** Waits for what is being read: the file may be closed behind it. */
  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
