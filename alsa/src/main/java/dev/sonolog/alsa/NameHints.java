package dev.sonolog.alsa;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.sonolog.capture.CaptureFailure;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The devices that the library's configuration defines, read anew at each question: what a person
 * wrote into {@code asound.conf}, and what sound servers bring along.
 */
@SuppressWarnings("restricted") // native functions are what it is for
final class NameHints {
  private static final int ANY_CARD = -1;
  private static final int MAX_HINTS = 1_000;

  /** Defined on every system, and nothing that captures by itself. */
  private static final Set<String> NO_SOURCES =
      Set.of(
          "null",
          "samplerate",
          "speexrate",
          "lavrate",
          "speex",
          "upmix",
          "vdownmix",
          "oss",
          "a52",
          "usbstream");

  private final Alsa alsa;
  private final MethodHandle free =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("free"),
              FunctionDescriptor.ofVoid(ADDRESS));

  NameHints(Alsa alsa) {
    this.alsa = alsa;
  }

  /**
   * A device of the configuration.
   *
   * @param name how the library opens it
   * @param description for people, one line
   */
  record Hint(String name, String description) {}

  /** Those that capture and are not merely ways to one card; none if there is no library. */
  List<Hint> hints() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment list = arena.allocate(ADDRESS);
      if (alsa.call("snd_device_name_hint", ANY_CARD, arena.allocateFrom("pcm"), list) < 0) {
        return List.of();
      }
      return collect(list.get(ADDRESS, 0), arena);
    } catch (CaptureFailure e) {
      return List.of();
    }
  }

  private List<Hint> collect(MemorySegment list, Arena arena) throws CaptureFailure {
    List<Hint> hints = new ArrayList<>();
    MemorySegment all = list.reinterpret(ADDRESS.byteSize() * MAX_HINTS);
    for (int i = 0; i < MAX_HINTS && all.getAtIndex(ADDRESS, i).address() != 0; i++) {
      MemorySegment each = all.getAtIndex(ADDRESS, i);
      Optional<String> name = text(each, "NAME", arena);
      boolean captures = text(each, "IOID", arena).map("Input"::equals).orElse(true);
      if (captures && name.isPresent() && isSource(name.get())) {
        hints.add(new Hint(name.get(), describe(text(each, "DESC", arena), name.get())));
      }
    }
    alsa.call("snd_device_name_free_hint", list);
    return hints;
  }

  private static boolean isSource(String name) {
    int colon = name.indexOf(':');
    return !name.contains("CARD=")
        && !NO_SOURCES.contains(colon < 0 ? name : name.substring(0, colon));
  }

  private static String describe(Optional<String> description, String name) {
    return description.map(text -> text.replace('\n', ' ').strip()).orElse(name);
  }

  private Optional<String> text(MemorySegment hint, String what, Arena arena)
      throws CaptureFailure {
    MemorySegment text =
        alsa.callAddress("snd_device_name_get_hint", hint, arena.allocateFrom(what));
    if (text.address() == 0) {
      return Optional.empty();
    }
    String copy = text.reinterpret(JAVA_BYTE.byteSize() * Integer.MAX_VALUE).getString(0);
    release(text);
    return Optional.of(copy);
  }

  private void release(MemorySegment text) {
    try {
      free.invokeExact(text);
    } catch (Throwable e) {
      throw Alsa.unexpected("free", e);
    }
  }
}
