package dev.sonolog.formats.flac;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;

/**
 * The stream decoder of libFLAC, as its header {@code FLAC/stream_decoder.h} has it: nothing but
 * the functions. Loaded once for the whole process, and never unloaded.
 */
@SuppressWarnings("restricted") // native access is granted to the whole product
final class LibFlacDecoder {
  /** What the read callback gets: decoder, buffer, its length and how much was read, data. */
  static final FunctionDescriptor READ_CALLBACK =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);

  /** What the write callback gets: decoder, frame, the samples of each channel, data. */
  static final FunctionDescriptor WRITE_CALLBACK =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);

  /** What the error callback gets: decoder, what it is, data. */
  static final FunctionDescriptor ERROR_CALLBACK =
      FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS);

  private static final String PREFIX = "FLAC__stream_decoder_";

  final MethodHandle create;
  final MethodHandle delete;
  final MethodHandle initStream;
  final MethodHandle flush;
  final MethodHandle processUntilEnd;

  private LibFlacDecoder(SymbolLookup symbols) {
    this.create = function(symbols, "new", FunctionDescriptor.of(ADDRESS));
    this.delete = function(symbols, "delete", FunctionDescriptor.ofVoid(ADDRESS));
    MemoryLayout[] callbacks = new MemoryLayout[10];
    Arrays.fill(callbacks, ADDRESS);
    this.initStream = function(symbols, "init_stream", FunctionDescriptor.of(JAVA_INT, callbacks));
    this.flush = function(symbols, "flush", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    this.processUntilEnd =
        function(symbols, "process_until_end_of_stream", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  }

  private static MethodHandle function(
      SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
    MemorySegment address =
        symbols
            .find(PREFIX + name)
            .orElseThrow(() -> new IllegalArgumentException("libFLAC without " + PREFIX + name));
    return Linker.nativeLinker().downcallHandle(address, descriptor);
  }

  /** The one of the process. */
  private static final class Installed {
    private static final Optional<LibFlacDecoder> INSTANCE =
        LibFlac.load(LibFlac.NAMES, LibFlacDecoder::new);
  }

  /** That of the system, if it has one. */
  static Optional<LibFlacDecoder> installed() {
    return Installed.INSTANCE;
  }
}
