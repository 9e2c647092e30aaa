package dev.sonolog.alsa;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.sonolog.capture.CaptureFailure;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The system's libasound, found when it is first needed and then kept for the life of the process.
 * A machine without it can do everything but capture sound cards; each use says what to install,
 * and finds the library once it is there.
 *
 * <p>May be used from any thread. Its functions block: never call them from a virtual thread.
 */
@SuppressWarnings("restricted") // native functions are what it is for
public final class Alsa {
  /** What the library is called on every Linux of the last twenty years. */
  public static final String SONAME = "libasound.so.2";

  private static final String INSTALL =
      "install it (Debian, Ubuntu: libasound2; Fedora, Alpine, Arch: alsa-lib)";

  private final String name;
  private final Map<String, MethodHandle> functions = new ConcurrentHashMap<>();
  private volatile @Nullable SymbolLookup loaded;

  private Alsa(String name) {
    this.name = name;
  }

  /** The library of the system. */
  public static Alsa system() {
    return new Alsa(SONAME);
  }

  /**
   * A library by another name.
   *
   * @param name a soname, or the absolute path of a file
   */
  public static Alsa named(String name) {
    return new Alsa(name);
  }

  /** Why no sound card can be used, for a person; empty when the library is there. */
  public Optional<String> missing() {
    try {
      library();
      return Optional.empty();
    } catch (CaptureFailure e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /** Calls a function that returns an {@code int}; negative is an error's number. */
  int call(String function, Object... arguments) throws CaptureFailure {
    return (int) invoke(function, JAVA_INT, arguments);
  }

  /** Calls a function that returns a {@code long} or a {@code size_t}. */
  long callLong(String function, Object... arguments) throws CaptureFailure {
    return (long) invoke(function, JAVA_LONG, arguments);
  }

  /** Calls a function that returns a text that stays the library's; null is no text. */
  Optional<String> callText(String function, Object... arguments) throws CaptureFailure {
    MemorySegment text = callAddress(function, arguments);
    return text.address() == 0
        ? Optional.empty()
        : Optional.of(text.reinterpret(Long.MAX_VALUE).getString(0));
  }

  /** Calls a function that returns a pointer. */
  MemorySegment callAddress(String function, Object... arguments) throws CaptureFailure {
    return (MemorySegment) invoke(function, ADDRESS, arguments);
  }

  /** The library's words for an error's number. */
  String describe(int error) throws CaptureFailure {
    return callText("snd_strerror", error).orElse("error " + error);
  }

  /** A function to be called often: exact types, nothing allocated on the way. */
  MethodHandle function(String function, FunctionDescriptor descriptor) throws CaptureFailure {
    return Linker.nativeLinker()
        .downcallHandle(library().find(function).orElseThrow(() -> tooOld(function)), descriptor);
  }

  private Object invoke(String function, MemoryLayout result, Object... arguments)
      throws CaptureFailure {
    MethodHandle handle = functions.get(function);
    if (handle == null) {
      handle = function(function, FunctionDescriptor.of(result, layouts(arguments)));
      functions.put(function, handle);
    }
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw unexpected(function, e);
    }
  }

  /** A downcall throws nothing of its own. */
  static IllegalStateException unexpected(String function, Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(function + " was called with what it does not take", e);
  }

  private static MemoryLayout[] layouts(Object... arguments) {
    MemoryLayout[] layouts = new MemoryLayout[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      layouts[i] =
          switch (arguments[i]) {
            case MemorySegment _ -> ADDRESS;
            case Integer _ -> JAVA_INT;
            case Long _ -> JAVA_LONG;
            default -> throw new IllegalArgumentException("No C type for " + arguments[i]);
          };
    }
    return layouts;
  }

  private SymbolLookup library() throws CaptureFailure {
    SymbolLookup library = loaded;
    return library != null ? library : load();
  }

  private synchronized SymbolLookup load() throws CaptureFailure {
    SymbolLookup library = loaded;
    if (library == null) {
      library = find();
      loaded = library;
      silence();
    }
    return library;
  }

  private SymbolLookup find() throws CaptureFailure {
    try {
      return SymbolLookup.libraryLookup(name, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new CaptureFailure(
          CaptureFailure.Kind.ABSENT,
          "Sound cards need the library " + name + ", which cannot be loaded: " + INSTALL,
          e);
    }
  }

  /**
   * The library writes what goes wrong to the standard error besides returning it. As its handler
   * for that it is given one of its own functions, which looks at no argument and changes nothing.
   */
  private void silence() throws CaptureFailure {
    call("snd_lib_error_set_handler", address("snd_asoundlib_version"));
  }

  private MemorySegment address(String function) throws CaptureFailure {
    return library().find(function).orElseThrow(() -> tooOld(function));
  }

  private CaptureFailure tooOld(String function) {
    return new CaptureFailure(
        CaptureFailure.Kind.UNREACHABLE,
        "The library " + name + " has no " + function + ": it is too old or not libasound");
  }
}
