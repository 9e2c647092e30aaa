package dev.sonolog.archive;

import dev.sonolog.formats.SegmentSink;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A segment on its way to the disk. It is called {@code NAME.part} until the seal, which gives it
 * its final name without ever overwriting another file; the same bytes are never read again for
 * that. Owned by one recorder and used from its thread alone; what touches the disk runs on the
 * threads of the {@link Volume}, so no call here holds a carrier of the virtual threads.
 *
 * <p>Bytes wait in a buffer until it is full or {@link #flush} is called, which its owner does at
 * least once a second: what the operating system has taken survives the end of the process, and at
 * the sync interval it is forced to the medium, to survive a power cut.
 *
 * <p>When storing fails, the first cause is thrown by the next call and by all that follow; the
 * owner then calls {@link #abandon}, which leaves the unfinished file to be repaired. Each file
 * ends with exactly one of {@link #seal}, {@link #abandon} and {@link #discard}.
 */
public final class SegmentFile implements SegmentSink {
  /** The bytes that wait for a flush at most. */
  static final int BUFFER = 64 << 10;

  private static final int FIRST_BUFFER = 4 << 10;

  private static final System.Logger LOGGER = System.getLogger(SegmentFile.class.getName());

  private final Volume volume;
  private final PartFile part;
  private final long syncNanos;
  private final LongSupplier clock;
  private final Consumer<Optional<UnfinishedFile>> whenEnded;

  private final MessageDigest body = Digests.sha256();
  private byte[] head = {};
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int buffered;
  private long written;
  private boolean headReplaced;
  private volatile boolean ended;
  private long forcedAt;

  /** Writer thread only. */
  private boolean torn;

  private final AtomicBoolean forcing = new AtomicBoolean();
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

  /**
   * @param clock monotonic nanoseconds
   * @param whenEnded told once the file is closed, on any thread, whether it is left to be repaired
   */
  SegmentFile(
      Volume volume,
      PartFile part,
      Duration sync,
      LongSupplier clock,
      Consumer<Optional<UnfinishedFile>> whenEnded) {
    this.volume = volume;
    this.part = part;
    this.syncNanos = sync.toNanos();
    this.clock = clock;
    this.whenEnded = whenEnded;
    forcedAt = clock.getAsLong();
  }

  /**
   * The name that it will bear when sealed, absolute. Only when somebody else took that name in the
   * meantime will it be another, which the outcome of the seal tells.
   */
  public Path file() {
    return part.target();
  }

  /** The bytes that were written so far, whether or not the disk has them. */
  public long length() {
    return written;
  }

  /**
   * The bytes, counted from the start of the file, that the operating system has taken: a reader of
   * the unfinished file finds them. Any thread.
   */
  public long safeLength() {
    return part.safeLength();
  }

  @Override
  public void head(byte[] bytes) throws IOException {
    if (written > 0) {
      throw new IllegalStateException("The head of " + file() + " comes behind " + written + " B");
    }
    head = bytes.clone();
    put(bytes, 0, bytes.length);
  }

  @Override
  public void append(byte[] bytes, int offset, int length) throws IOException {
    body.update(bytes, offset, length);
    put(bytes, offset, length);
  }

  @Override
  public void updateHead(byte[] bytes) throws IOException {
    checkOpen();
    keepHead(bytes);
    handOver();
    byte[] now = head;
    hand(now.length, () -> overwriteHead(now));
  }

  @Override
  public void replaceHead(byte[] bytes) {
    keepHead(bytes);
    headReplaced = true;
  }

  private void keepHead(byte[] bytes) {
    if (bytes.length != head.length) {
      throw new IllegalArgumentException(
          "A head of " + bytes.length + " B cannot replace one of " + head.length + " B");
    }
    head = bytes.clone();
  }

  /**
   * Hands what waits to the volume and, when the sync interval is over, has it forced to the
   * medium. Waits only when the volume has too much to do.
   *
   * @throws VolumeStalledException if the volume takes nothing any more
   * @throws IOException if storing failed since the last call
   */
  public void flush() throws IOException {
    checkOpen();
    handOver();
    forceIfDue();
  }

  /**
   * Ends the file: writes what is left and the final head, forces it to the medium and gives it its
   * final name. Does not wait for that.
   *
   * @return what it became. It fails with an {@link IOException} when storing failed; the
   *     unfinished file stays then, to be repaired. Completed on a virtual thread
   */
  public CompletableFuture<SealedFile> seal() {
    CompletableFuture<SealedFile> told = new CompletableFuture<>();
    CompletableFuture<Path> published = published();
    closeBehind(published.thenApply(_ -> Optional.empty()));
    var _ =
        published.whenCompleteAsync(
            (file, failed) -> tell(told, file, failed), Thread::startVirtualThread);
    return told;
  }

  /** Ends the file as it is: what was written is kept, to be repaired. Never fails or waits. */
  public void abandon() {
    end();
    byte[] rest = Arrays.copyOf(buffer, buffered);
    closeBehind(
        volume
            .run(() -> append(rest))
            .thenCompose(_ -> volume.force(part::force))
            .handle((_, _) -> Optional.of(unfinished())));
  }

  /** Ends a file that holds nothing worth keeping, and takes it away. Never fails or waits. */
  public void discard() {
    end();
    closeBehind(volume.run(part::delete).thenApply(_ -> Optional.empty()));
  }

  private void put(byte[] bytes, int offset, int length) throws IOException {
    checkOpen();
    int from = offset;
    for (int left = length; left > 0; ) {
      int some = Math.min(left, BUFFER - buffered);
      store(bytes, from, some);
      from += some;
      left -= some;
    }
  }

  private void store(byte[] bytes, int offset, int length) throws IOException {
    grow(buffered + length);
    System.arraycopy(bytes, offset, buffer, buffered, length);
    buffered += length;
    written += length;
    if (buffered == BUFFER) {
      handOver();
    }
  }

  private void grow(int wanted) {
    if (wanted > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(BUFFER, Math.max(wanted, 2 * buffer.length)));
    }
  }

  private void handOver() throws IOException {
    if (buffered == 0) {
      return;
    }
    byte[] batch = Arrays.copyOf(buffer, buffered);
    hand(batch.length, () -> append(batch));
    buffered = 0;
  }

  private void hand(int bytes, Lane.Action action) throws IOException {
    try {
      var _ = volume.write(bytes, action).whenComplete((_, e) -> remember(e));
    } catch (IOException e) {
      remember(e);
      throw e;
    }
  }

  /** Writer thread. Behind a batch that failed nothing may be written: it would close a hole. */
  private void append(byte[] batch) throws IOException {
    if (torn) {
      return;
    }
    torn = true;
    part.append(batch);
    torn = false;
  }

  /** Writer thread. It must not promise what a failed batch left out. */
  private void overwriteHead(byte[] bytes) throws IOException {
    if (!torn) {
      part.replaceHead(bytes);
    }
  }

  private void forceIfDue() {
    long now = clock.getAsLong();
    if (now - forcedAt >= syncNanos && forcing.compareAndSet(false, true)) {
      forcedAt = now;
      var _ = volume.force(this::forceIfRecording).whenComplete((_, e) -> forced(e));
    }
  }

  /** Force thread. One that had to wait until the file ended has nothing to do: the end forces. */
  private void forceIfRecording() throws IOException {
    if (!ended) {
      part.force();
    }
  }

  private void forced(@Nullable Throwable failed) {
    remember(failed);
    forcing.set(false);
  }

  /** The seal's way through the volume's threads; each step only when those before it worked. */
  private CompletableFuture<Path> published() {
    end();
    try {
      check();
      handOver();
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    return volume
        .run(this::completeHead)
        .thenCompose(_ -> volume.force(part::force))
        .thenCompose(_ -> volume.ask(part::publish))
        .thenCompose(this::forceName);
  }

  private CompletableFuture<Path> forceName(Path file) {
    return volume.forceFolder(file.resolveSibling("")).thenApply(_ -> file);
  }

  /** Writer thread. All batches were handed over before, so a failure of theirs is known here. */
  private void completeHead() throws IOException {
    check();
    if (headReplaced) {
      part.replaceHead(head);
    }
  }

  /** The last step on the volume's threads, whatever happened before; the volume waits for it. */
  private void closeBehind(CompletableFuture<Optional<UnfinishedFile>> work) {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    volume.expect(closed);
    var _ =
        work.exceptionally(this::leftBy)
            .thenCompose(left -> volume.force(part::close).handle((_, _) -> left))
            .thenAccept(left -> ended(left, closed));
  }

  private Optional<UnfinishedFile> leftBy(Throwable failed) {
    LOGGER.log(Level.ERROR, "{0} stays unfinished: {1}", file(), Failures.ioException(failed));
    return Optional.of(unfinished());
  }

  private UnfinishedFile unfinished() {
    return new UnfinishedFile(FinalName.part(file()), head.length, volume);
  }

  private void ended(Optional<UnfinishedFile> left, CompletableFuture<Boolean> closed) {
    whenEnded.accept(left);
    closed.complete(true);
  }

  private void tell(
      CompletableFuture<SealedFile> told, @Nullable Path file, @Nullable Throwable failed) {
    if (file != null) {
      told.complete(new SealedFile(file, written, digest()));
    } else if (failed != null) {
      told.completeExceptionally(Failures.ioException(failed));
    }
  }

  private SealedSegment.Digest digest() {
    return new SealedSegment.Digest(
        head.length, Digests.hex(Digests.sha256().digest(head)), Digests.hex(body.digest()));
  }

  private void remember(@Nullable Throwable failed) {
    if (failed != null) {
      failure.compareAndSet(null, Failures.ioException(failed));
    }
  }

  private void end() {
    if (ended) {
      throw new IllegalStateException(file() + " was ended before");
    }
    ended = true;
  }

  private void checkOpen() throws IOException {
    if (ended) {
      throw new IllegalStateException(file() + " was ended");
    }
    check();
  }

  private void check() throws IOException {
    IOException first = failure.get();
    if (first != null) {
      throw first instanceof VolumeStalledException
          ? first
          : new IOException("Storing " + file() + " failed: " + first.getMessage(), first);
    }
  }
}
