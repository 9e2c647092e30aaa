package dev.sonolog.formats.flac;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decodes stretches of whole frames with libFLAC, each by itself. Takes sound frames only: what
 * anything is wrong with is left to decoders that make the best of it. One thread at a time.
 */
@SuppressWarnings("restricted") // native access is granted to the whole product
public final class NativeDecoder implements AutoCloseable {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int ONLY_STREAM_INFO = 0x80 << 24 | StreamInfo.LENGTH;

  // What the callbacks answer.
  private static final int CONTINUE = 0;
  private static final int ABORT_WRITING = 1;
  private static final int END = 1;

  /** Where the frame's header says what, in bytes (FLAC/format.h, FLAC__FrameHeader). */
  private static final int RATE_OFFSET = 4;

  private static final int CHANNELS_OFFSET = 8;
  private static final int DEPTH_OFFSET = 16;
  private static final int NUMBER_OFFSET = 24;
  private static final int HEADER_LENGTH = 32;

  private final LibFlacDecoder library;
  private final StreamInfo info;
  private final int sampleLength;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment decoder;
  private byte[] input;
  private int inputFrom;
  private int inputTo;
  private byte[] pcm = {};
  private int[] plane = {};
  private int samples;
  private long first;
  private boolean broken;

  /**
   * What a stretch holds.
   *
   * @param first sample of it in the stream, per channel
   * @param samples per channel
   * @param pcm the channels in turn, little endian: 16 bits up to a depth of 16, else 32, filled
   *     from the most significant bit on
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, and never compared
  public record Decoded(long first, int samples, byte[] pcm) {}

  private NativeDecoder(LibFlacDecoder library, StreamInfo info) {
    this.library = library;
    this.info = info;
    this.sampleLength = pcmBits(info) / Byte.SIZE;
    byte[] head =
        ByteBuffer.allocate(2 * Integer.BYTES + StreamInfo.LENGTH)
            .putInt(FrameSearch.MAGIC)
            .putInt(ONLY_STREAM_INFO)
            .put(info.bytes())
            .array();
    this.input = head;
    this.inputTo = head.length;
    this.decoder = created();
    try {
      begin();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * A decoder of a stream's frames.
   *
   * @return empty where the system has no libFLAC
   */
  public static Optional<NativeDecoder> of(StreamInfo info) {
    return LibFlacDecoder.installed().map(library -> new NativeDecoder(library, info));
  }

  /** How many bits a sample takes in {@link Decoded#pcm}. */
  public static int pcmBits(StreamInfo info) {
    return info.bitDepth() <= Short.SIZE ? Short.SIZE : Integer.SIZE;
  }

  private MemorySegment created() {
    try {
      MemorySegment created = (MemorySegment) library.create.invokeExact();
      if (created.address() == 0) {
        throw new OutOfMemoryError("libFLAC has no memory for another decoder");
      }
      return created;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private void begin() {
    try {
      int status =
          (int)
              library.initStream.invokeExact(
                  decoder,
                  stub("read", LibFlacDecoder.READ_CALLBACK),
                  MemorySegment.NULL,
                  MemorySegment.NULL,
                  MemorySegment.NULL,
                  MemorySegment.NULL,
                  stub("write", LibFlacDecoder.WRITE_CALLBACK),
                  MemorySegment.NULL,
                  stub("error", LibFlacDecoder.ERROR_CALLBACK),
                  MemorySegment.NULL);
      if (status != 0 || (int) library.processUntilEnd.invokeExact(decoder) == 0) {
        throw new IllegalStateException("libFLAC begins no stream (status " + status + ")");
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private MemorySegment stub(String method, FunctionDescriptor descriptor)
      throws ReflectiveOperationException {
    MethodType type = descriptor.toMethodType();
    MethodHandle handle = LOOKUP.findVirtual(NativeDecoder.class, method, type).bindTo(this);
    return Linker.nativeLinker().upcallStub(handle, descriptor, arena);
  }

  /** The library's functions throw nothing. */
  private static IllegalStateException unexpected(Throwable e) {
    if (e instanceof RuntimeException it) {
      throw it;
    }
    if (e instanceof Error it) {
      throw it;
    }
    return new IllegalStateException(e);
  }

  /**
   * Decodes whole frames that follow each other.
   *
   * @param frames the bytes of the frames and nothing else
   * @throws MalformedFrameException if anything is wrong with one, or it is not as STREAMINFO says
   */
  public Decoded decode(byte[] frames) throws MalformedFrameException {
    input = frames;
    inputFrom = 0;
    inputTo = frames.length;
    samples = 0;
    broken = false;
    try {
      boolean done =
          (int) library.flush.invokeExact(decoder) != 0
              && (int) library.processUntilEnd.invokeExact(decoder) != 0;
      broken |= !done;
    } catch (Throwable e) {
      throw unexpected(e);
    }
    if (broken || samples == 0) {
      throw new MalformedFrameException("Not all is sound FLAC of the kind that STREAMINFO names");
    }
    return new Decoded(
        first, samples, Arrays.copyOf(pcm, samples * info.channels() * sampleLength));
  }

  // --- what the library calls; nothing may be thrown through it

  @SuppressWarnings({"UnusedVariable", "UnusedMethod"})
  private int read(
      MemorySegment caller, MemorySegment buffer, MemorySegment length, MemorySegment data) {
    MemorySegment size = length.reinterpret(Long.BYTES);
    int count = (int) Math.min(size.get(JAVA_LONG, 0), inputTo - inputFrom);
    MemorySegment.copy(input, inputFrom, buffer.reinterpret(count), JAVA_BYTE, 0, count);
    size.set(JAVA_LONG, 0, count);
    inputFrom += count;
    return count == 0 ? END : CONTINUE;
  }

  @SuppressWarnings({"UnusedVariable", "UnusedMethod"})
  private int write(
      MemorySegment caller, MemorySegment frame, MemorySegment channels, MemorySegment data) {
    try {
      MemorySegment header = frame.reinterpret(HEADER_LENGTH);
      boolean expected =
          header.get(JAVA_INT, RATE_OFFSET) == info.hertz()
              && header.get(JAVA_INT, CHANNELS_OFFSET) == info.channels()
              && header.get(JAVA_INT, DEPTH_OFFSET) == info.bitDepth();
      long number = header.get(JAVA_LONG, NUMBER_OFFSET);
      if (samples == 0) {
        first = number;
      }
      if (!expected || number != first + samples) {
        broken = true;
        return ABORT_WRITING;
      }
      take(channels.reinterpret(info.channels() * ADDRESS.byteSize()), header.get(JAVA_INT, 0));
      return CONTINUE;
    } catch (OutOfMemoryError _) {
      broken = true;
      return ABORT_WRITING;
    }
  }

  private void take(MemorySegment channels, int count) {
    int stride = info.channels() * sampleLength;
    int from = samples * stride;
    int to = from + count * stride;
    if (pcm.length < to) {
      pcm = Arrays.copyOf(pcm, Math.max(to, 2 * pcm.length));
    }
    if (plane.length < count) {
      plane = new int[count];
    }
    for (int channel = 0; channel < info.channels(); channel++) {
      MemorySegment.copy(
          channels.getAtIndex(ADDRESS, channel).reinterpret((long) count * Integer.BYTES),
          JAVA_INT,
          0,
          plane,
          0,
          count);
      int at = from + channel * sampleLength;
      int shift = sampleLength * Byte.SIZE - info.bitDepth();
      if (sampleLength == Short.BYTES) {
        for (int i = 0; i < count; i++) {
          SHORTS.set(pcm, at + i * stride, (short) (plane[i] << shift));
        }
      } else {
        for (int i = 0; i < count; i++) {
          INTS.set(pcm, at + i * stride, plane[i] << shift);
        }
      }
    }
    samples += count;
  }

  @SuppressWarnings({"UnusedVariable", "UnusedMethod"})
  private void error(MemorySegment caller, int status, MemorySegment data) {
    broken = true;
  }

  @Override
  public void close() {
    try {
      library.delete.invokeExact(decoder);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    arena.close();
  }
}
