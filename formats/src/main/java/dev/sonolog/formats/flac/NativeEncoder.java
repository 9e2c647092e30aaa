package dev.sonolog.formats.flac;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Codes with libFLAC. One encoder of the library lives as long as this object; what a muxer that
 * was given up leaves is freed when it is collected. One thread, which the library's work holds.
 */
@SuppressWarnings("restricted") // native access is granted to the whole product
final class NativeEncoder implements FlacEncoder {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Samples per channel that are handed over at once. */
  private static final int BATCH = 4_096;

  private final LibFlac library;
  private final PcmShape shape;
  private final int level;
  private final CodedFrames frames = new CodedFrames();
  private final int[] batch;
  private final MemorySegment samples;
  private final MemorySegment writeCallback;
  private final MemorySegment encoder;

  /** Frames that the library has put out and nobody has taken; what it calls. */
  private static final class CodedFrames {
    private static final MethodHandle WRITE = handle();
    private static final int OK = 0;
    private static final int FATAL = 1;

    private final Queue<byte[]> waiting = new ArrayDeque<>();

    private static MethodHandle handle() {
      MethodType type =
          MethodType.methodType(
              int.class,
              MemorySegment.class,
              MemorySegment.class,
              long.class,
              int.class,
              int.class,
              MemorySegment.class);
      try {
        return MethodHandles.lookup().findVirtual(CodedFrames.class, "write", type);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("The method below has this type", e);
      }
    }

    /** Nothing may be thrown through the library; metadata comes with 0 samples. */
    @SuppressWarnings({
      "UnusedVariable",
      "UnusedMethod"
    }) // called by the library, with all it tells
    private int write(
        MemorySegment encoder,
        MemorySegment bytes,
        long length,
        int count,
        int number,
        MemorySegment data) {
      try {
        if (count > 0) {
          waiting.add(bytes.reinterpret(length).toArray(ValueLayout.JAVA_BYTE));
        }
        return OK;
      } catch (OutOfMemoryError _) {
        return FATAL;
      }
    }
  }

  /** Frees the encoder; the callback must live as long. */
  private record Release(LibFlac library, MemorySegment encoder, MemorySegment writeCallback)
      implements Runnable {
    @Override
    public void run() {
      call(() -> library.delete.invokeExact(encoder));
    }
  }

  private interface Call {
    void run() throws Throwable;
  }

  private interface IntCall {
    int run() throws Throwable;
  }

  NativeEncoder(LibFlac library, PcmShape shape, FlacEncoding encoding) {
    this.library = library;
    this.shape = shape;
    this.level = encoding.level();
    Arena arena = Arena.ofAuto();
    this.batch = new int[BATCH * shape.channels()];
    this.samples = arena.allocate(ValueLayout.JAVA_INT, (long) BATCH * shape.channels());
    this.writeCallback =
        Linker.nativeLinker()
            .upcallStub(CodedFrames.WRITE.bindTo(frames), LibFlac.WRITE_CALLBACK, arena);
    this.encoder = created(library);
    CLEANER.register(this, new Release(library, encoder, writeCallback));
  }

  private static MemorySegment created(LibFlac library) {
    MemorySegment[] created = {MemorySegment.NULL};
    call(() -> created[0] = (MemorySegment) library.create.invokeExact());
    if (created[0].address() == 0) {
      throw new OutOfMemoryError("libFLAC has no memory for another encoder");
    }
    return created[0];
  }

  /** The library's functions throw nothing. */
  private static void call(Call call) {
    answer(
        () -> {
          call.run();
          return 0;
        });
  }

  private static int answer(IntCall call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String vendor() {
    return library.vendor();
  }

  @Override
  public void begin() throws IOException {
    finish(_ -> {});
    if (!answerIsTrue(() -> library.configure(encoder, shape, level) ? 1 : 0)) {
      throw failure("does not take its settings");
    }
    int status =
        answer(
            () ->
                (int)
                    library.initStream.invokeExact(
                        encoder,
                        writeCallback,
                        MemorySegment.NULL,
                        MemorySegment.NULL,
                        MemorySegment.NULL,
                        MemorySegment.NULL));
    if (status != 0) {
      throw failure("begins no stream (status " + status + ")");
    }
  }

  private static boolean answerIsTrue(IntCall call) {
    return answer(call) != 0;
  }

  @Override
  public void add(byte[] pcm, FrameSink sink) throws IOException {
    int total = pcm.length / shape.frameLength();
    for (int from = 0; from < total; from += BATCH) {
      int count = Math.min(BATCH, total - from);
      copy(pcm, from * shape.frameLength(), count * shape.channels());
      boolean done =
          answerIsTrue(() -> (int) library.processInterleaved.invokeExact(encoder, samples, count));
      if (!done) {
        throw failure("failed");
      }
      drain(sink);
    }
  }

  private void copy(byte[] pcm, int offset, int count) {
    shape.samples(pcm, offset, batch, count);
    MemorySegment.copy(batch, 0, samples, ValueLayout.JAVA_INT, 0, count);
  }

  private void drain(FrameSink sink) throws IOException {
    while (!frames.waiting.isEmpty()) {
      sink.frame(frames.waiting.remove());
    }
  }

  /** Harmless where no stream was begun. */
  @Override
  public void finish(FrameSink sink) throws IOException {
    boolean done = answerIsTrue(() -> (int) library.finish.invokeExact(encoder));
    if (!done) {
      frames.waiting.clear();
      throw failure("did not finish");
    }
    drain(sink);
  }

  private IOException failure(String what) {
    int state = answer(() -> (int) library.state.invokeExact(encoder));
    return new IOException(
        "libFLAC " + what + ", in state " + state + ": " + shape.format() + " " + shape.bits());
  }
}
