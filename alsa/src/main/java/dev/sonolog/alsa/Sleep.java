package dev.sonolog.alsa;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * How long the machine slept: the monotonic clock stands still meanwhile, and the clock since boot
 * does not (clock_gettime(2)). Owned by one thread.
 */
@SuppressWarnings("restricted") // native functions are what it is for
final class Sleep {
  private static final int SINCE_BOOT = 7;
  private static final long NANOS = 1_000_000_000L;

  /** What the two clocks differ by for being read one after the other is no sleep. */
  private static final long SHORTEST = NANOS / 100;

  private final MethodHandle read =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private long slept = sleptSinceBoot();

  /** The frames that passed in sleep since this was last asked, or made. */
  long takeFrames(int hertz) {
    long now = sleptSinceBoot();
    long fresh = now - slept;
    slept = now;
    return fresh < SHORTEST ? 0 : Math.round(fresh / (double) NANOS * hertz);
  }

  private long sleptSinceBoot() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stamp = arena.allocate(JAVA_LONG, 2);
      int _ = (int) read.invokeExact(SINCE_BOOT, stamp);
      long monotonic = System.nanoTime();
      return stamp.getAtIndex(JAVA_LONG, 0) * NANOS + stamp.getAtIndex(JAVA_LONG, 1) - monotonic;
    } catch (Throwable e) {
      throw Alsa.unexpected("clock_gettime", e);
    }
  }
}
