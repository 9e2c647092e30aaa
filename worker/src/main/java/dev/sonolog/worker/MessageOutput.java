package dev.sonolog.worker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Takes the standard output for messages alone: whatever else prints there afterwards, in Java or
 * in a library, reaches the standard error output instead.
 */
@SuppressWarnings("restricted") // native functions are what it is for
final class MessageOutput {
  private static final int OUT = 1;
  private static final int ERR = 2;

  private static final FunctionDescriptor ONE =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private static final FunctionDescriptor TWO =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

  private MessageOutput() {}

  static OutputStream take() throws IOException {
    int own = duplicated();
    replace();
    return new FileOutputStream("/proc/self/fd/" + own);
  }

  private static int duplicated() throws IOException {
    try {
      return checked((int) function("dup", ONE).invokeExact(OUT));
    } catch (Throwable e) {
      throw new IOException("The standard output cannot be taken", e);
    }
  }

  private static void replace() throws IOException {
    try {
      int _ = checked((int) function("dup2", TWO).invokeExact(ERR, OUT));
    } catch (Throwable e) {
      throw new IOException("The standard output cannot be replaced", e);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  private static int checked(int result) throws IOException {
    if (result < 0) {
      throw new IOException("The system refuses");
    }
    return result;
  }
}
