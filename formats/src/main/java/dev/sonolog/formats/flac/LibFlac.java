package dev.sonolog.formats.flac;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The stream encoder of libFLAC, as its header {@code FLAC/stream_encoder.h} has it: nothing but
 * the functions. Loaded once for the whole process, and never unloaded.
 */
@SuppressWarnings("restricted") // native access is granted to the whole product
final class LibFlac {
  /** Versions 1.5, 1.4 and 1.3, as the dynamic linker knows them. */
  static final List<String> NAMES = List.of("libFLAC.so.14", "libFLAC.so.12", "libFLAC.so.8");

  /** What the write callback gets: encoder, bytes, their count, samples, frame, client data. */
  static final FunctionDescriptor WRITE_CALLBACK =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS);

  private static final Linker LINKER = Linker.nativeLinker();
  private static final String PREFIX = "FLAC__stream_encoder_";
  private static final int VENDOR_LIMIT = 100;

  final MethodHandle create;
  final MethodHandle delete;
  final MethodHandle initStream;
  final MethodHandle processInterleaved;
  final MethodHandle finish;
  final MethodHandle state;
  private final SymbolLookup symbols;
  private final MethodHandle setChannels;
  private final MethodHandle setBits;
  private final MethodHandle setRate;
  private final MethodHandle setLevel;
  private final MethodHandle setBlockSize;
  private final MethodHandle setMd5;
  private final MethodHandle setSubset;
  private final String vendor;

  private LibFlac(SymbolLookup symbols) {
    this.symbols = symbols;
    this.create = function("new", FunctionDescriptor.of(ADDRESS));
    this.delete = function("delete", FunctionDescriptor.ofVoid(ADDRESS));
    this.initStream = function("init_stream", taking(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    this.processInterleaved = function("process_interleaved", taking(ADDRESS, JAVA_INT));
    this.finish = function("finish", taking());
    this.state = function("get_state", taking());
    this.setChannels = function("set_channels", taking(JAVA_INT));
    this.setBits = function("set_bits_per_sample", taking(JAVA_INT));
    this.setRate = function("set_sample_rate", taking(JAVA_INT));
    this.setLevel = function("set_compression_level", taking(JAVA_INT));
    this.setBlockSize = function("set_blocksize", taking(JAVA_INT));
    this.setMd5 = function("set_do_md5", taking(JAVA_INT));
    this.setSubset = function("set_streamable_subset", taking(JAVA_INT));
    this.vendor = readVendor();
  }

  /**
   * The first of these libraries that the system has.
   *
   * @param names as the dynamic linker knows them
   */
  static Optional<LibFlac> load(List<String> names) {
    return load(names, LibFlac::new);
  }

  /**
   * What is made of the first of these libraries that the system has.
   *
   * @param names as the dynamic linker knows them
   * @param maker throws {@link IllegalArgumentException} where a function is missing
   */
  static <T> Optional<T> load(List<String> names, Function<SymbolLookup, T> maker) {
    return names.stream().flatMap(name -> load(name, maker).stream()).findFirst();
  }

  private static <T> Optional<T> load(String name, Function<SymbolLookup, T> maker) {
    try {
      return Optional.of(maker.apply(SymbolLookup.libraryLookup(name, Arena.global())));
    } catch (IllegalArgumentException _) { // no such library, or another one of that name
      return Optional.empty();
    }
  }

  /** A function of the encoder that answers with a number. */
  private static FunctionDescriptor taking(MemoryLayout... more) {
    return FunctionDescriptor.of(JAVA_INT, ADDRESS).appendArgumentLayouts(more);
  }

  private MethodHandle function(String name, FunctionDescriptor descriptor) {
    MemorySegment address =
        symbols
            .find(PREFIX + name)
            .orElseThrow(() -> new IllegalArgumentException("libFLAC without " + PREFIX + name));
    return LINKER.downcallHandle(address, descriptor);
  }

  private String readVendor() {
    AddressLayout text =
        ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(VENDOR_LIMIT, ValueLayout.JAVA_BYTE));
    return symbols
        .find("FLAC__VENDOR_STRING")
        .map(it -> it.reinterpret(ADDRESS.byteSize()).get(text, 0).getString(0))
        .orElse("libFLAC");
  }

  /** Name and version, such as {@code reference libFLAC 1.4.2 20221022}. */
  String vendor() {
    return vendor;
  }

  /** Whether it codes 32 bits: version 1.4 does, which also brought this function. */
  boolean codes32Bits() {
    return symbols.find(PREFIX + "set_limit_min_bitrate").isPresent();
  }

  /** Sets all that is set before a stream begins. */
  boolean configure(MemorySegment encoder, PcmShape shape, int level) throws Throwable {
    return (int) setChannels.invokeExact(encoder, shape.channels()) != 0
        && (int) setBits.invokeExact(encoder, shape.bits()) != 0
        && (int) setRate.invokeExact(encoder, shape.hertz()) != 0
        && (int) setLevel.invokeExact(encoder, level) != 0
        && (int) setBlockSize.invokeExact(encoder, shape.blockSize()) != 0
        && (int) setMd5.invokeExact(encoder, 0) != 0
        && (int) setSubset.invokeExact(encoder, 0) != 0;
  }
}
