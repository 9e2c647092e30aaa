package dev.sonolog.alsa;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A device of the library, opened for capture and never blocking but in {@link #await}. Confined to
 * the thread that opened it. Between {@link #start} and the end nothing is allocated.
 */
final class AlsaPcm implements AutoCloseable {
  private static final int CAPTURE = 1;
  private static final int NONBLOCK = 1;
  private static final int NO_AUTO_FORMAT = 0x40000;
  private static final long NANOS = 1_000_000_000L;
  private static final int GUESSED_PER_SECOND = 20;

  private static final FunctionDescriptor WAIT = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
  private static final FunctionDescriptor STATUS =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
  private static final FunctionDescriptor NUMBER = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
  private static final FunctionDescriptor STAMP = FunctionDescriptor.ofVoid(ADDRESS, ADDRESS);
  private static final FunctionDescriptor READ =
      FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);

  private final Alsa alsa;
  private final Arena arena = Arena.ofConfined();
  private final String name;
  private final MemorySegment pcm;
  private final MemorySegment status;
  private final MemorySegment stamp;
  private final MethodHandle waitFunction;
  private final MethodHandle statusFunction;
  private final MethodHandle availFunction;
  private final MethodHandle delayFunction;
  private final MethodHandle stampFunction;
  private final MethodHandle triggerFunction;
  private final MethodHandle readFunction;

  private long available;
  private long delay;
  private long stampNanos;

  /**
   * Opens a device.
   *
   * @param name as the library knows it
   * @param convertFormat whether a device that can convert may offer formats its card does not have
   * @throws PcmFailure if the device did not open
   */
  static AlsaPcm open(Alsa alsa, String name, boolean convertFormat) throws IOException {
    int mode = convertFormat ? NONBLOCK : NONBLOCK | NO_AUTO_FORMAT;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment opened = arena.allocate(ADDRESS);
      int error = alsa.call("snd_pcm_open", opened, arena.allocateFrom(name), CAPTURE, mode);
      if (error < 0) {
        throw new PcmFailure(-error, name + " does not open: " + alsa.describe(error));
      }
      return new AlsaPcm(alsa, name, opened.get(ADDRESS, 0));
    }
  }

  private AlsaPcm(Alsa alsa, String name, MemorySegment pcm) throws IOException {
    this.alsa = alsa;
    this.name = name;
    this.pcm = pcm;
    status = arena.allocate(alsa.callLong("snd_pcm_status_sizeof"), 8);
    stamp = arena.allocate(JAVA_LONG, 2);
    waitFunction = alsa.function("snd_pcm_wait", WAIT);
    statusFunction = alsa.function("snd_pcm_status", STATUS);
    availFunction = alsa.function("snd_pcm_status_get_avail", NUMBER);
    delayFunction = alsa.function("snd_pcm_status_get_delay", NUMBER);
    stampFunction = alsa.function("snd_pcm_status_get_htstamp", STAMP);
    triggerFunction = alsa.function("snd_pcm_status_get_trigger_htstamp", STAMP);
    readFunction = alsa.function("snd_pcm_readi", READ);
  }

  /** The library's name of it. */
  String name() {
    return name;
  }

  /** Memory that lives as long as this device is open. */
  MemorySegment allocate(long bytes) {
    return arena.allocate(bytes, 8);
  }

  /** Calls a function whose first argument is the device. */
  int call(String function, Object... rest) throws IOException {
    Object[] arguments = new Object[rest.length + 1];
    arguments[0] = pcm;
    System.arraycopy(rest, 0, arguments, 1, rest.length);
    return alsa.call(function, arguments);
  }

  /** Calls a function that must not fail. */
  void require(String function, Object... rest) throws IOException {
    int error = call(function, rest);
    if (error < 0) {
      throw new PcmFailure(-error, name + ": " + function + ": " + alsa.describe(error));
    }
  }

  /** The library. */
  Alsa alsa() {
    return alsa;
  }

  /** Makes ready and starts to capture, also after an overrun. Returns an error, or 0 or more. */
  int start() throws IOException {
    int error = call("snd_pcm_prepare");
    return error < 0 ? error : call("snd_pcm_start");
  }

  /** Waits until a period is there: 1, or 0 for none in time, or an error below 0. */
  int await(int millis) {
    try {
      return (int) waitFunction.invokeExact(pcm, millis);
    } catch (Throwable e) {
      throw Alsa.unexpected("snd_pcm_wait", e);
    }
  }

  /** Asks the device what it has; the answers are in the getters. An error is below 0. */
  int observe() {
    try {
      int error = (int) statusFunction.invokeExact(pcm, status);
      long now = System.nanoTime();
      available = (long) availFunction.invokeExact(status);
      delay = (long) delayFunction.invokeExact(status);
      stampFunction.invokeExact(status, stamp);
      stampNanos = plausible(now);
      return error;
    } catch (Throwable e) {
      throw Alsa.unexpected("snd_pcm_status", e);
    }
  }

  /** Frames that can be read, at the moment of {@link #stampNanos}. */
  long available() {
    return available;
  }

  /**
   * How old the next frame to be read is, in frames; at least {@link #available}. Converters and
   * buses hold frames for no longer than some milliseconds; a sound server that tells of more, as
   * they do on a busy machine, guesses.
   */
  long delay(int hertz) {
    return delay >= available && delay <= available + hertz / GUESSED_PER_SECOND
        ? delay
        : available;
  }

  /** When the device was observed, by {@link System#nanoTime}. */
  long stampNanos() {
    return stampNanos;
  }

  /** When the device was last started, by {@link System#nanoTime}; to be asked just behind that. */
  long startNanos() {
    try {
      int _ = (int) statusFunction.invokeExact(pcm, status);
      long now = System.nanoTime();
      triggerFunction.invokeExact(status, stamp);
      return plausible(now);
    } catch (Throwable e) {
      throw Alsa.unexpected("snd_pcm_status", e);
    }
  }

  /** Reads frames that are there: how many, or an error below 0. */
  int read(MemorySegment buffer, int frames) {
    try {
      return (int) (long) readFunction.invokeExact(pcm, buffer, (long) frames);
    } catch (Throwable e) {
      throw Alsa.unexpected("snd_pcm_readi", e);
    }
  }

  /** Closes the device; blocks while its driver does. */
  @Override
  public void close() throws IOException {
    call("snd_pcm_close");
    arena.close();
  }

  /** The stamp of the device where it is of the last second on the monotonic clock, or else now. */
  private long plausible(long now) {
    long stamped = stamp.getAtIndex(JAVA_LONG, 0) * NANOS + stamp.getAtIndex(JAVA_LONG, 1);
    return stamped <= now && stamped > now - NANOS ? stamped : now;
  }
}
