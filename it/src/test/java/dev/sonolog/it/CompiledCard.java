package dev.sonolog.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A sound card that is a module of ALSA, compiled by the test, without a server behind it: what
 * nobody takes while its buffer of two seconds fills is lost. Its frames say their numbers from the
 * moment on at which it is first started.
 */
final class CompiledCard implements NumberedFrames {
  private static final Path SOURCE =
      Product.ROOT.resolve("alsa/src/test/resources/dev/sonolog/alsa/scripted.c");

  private static final int CHANNELS = 2;
  private static final int CHANNEL_BITS = 5;

  private final Path library;

  private CompiledCard(Path library) {
    this.library = library;
  }

  static CompiledCard compile(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path library = folder.resolve("libscripted.so");
    Tool.run(
            "gcc",
            "-shared",
            "-fPIC",
            "-O1",
            "-DPIC",
            "-o",
            library.toString(),
            SOURCE.toString(),
            "-lasound")
        .orFail();
    return new CompiledCard(library);
  }

  /** What makes it known to ALSA, under a name and with a rate in frames per second. */
  String definition(String name, int hertz) {
    return definition(name, hertz, CHANNELS);
  }

  /** The same with more channels, or fewer. */
  String definition(String name, int hertz, int channels) {
    return """
    pcm_type.scripted { lib "%1$s" }
    pcm.%2$s { type scripted rate %3$d channels %4$d hint { show on description "Scripted %2$s" } }
    """
        .formatted(library, name, hertz, channels);
  }

  /**
   * The frames of a file that keeps a single channel.
   *
   * @param channel of the card, from 0
   */
  static NumberedFrames channel(int channel) {
    return new Channel(channel);
  }

  private record Channel(int place) implements NumberedFrames {
    @Override
    public String word() {
      return "s32le";
    }

    @Override
    public int frameLength() {
      return Integer.BYTES;
    }

    @Override
    public long number(byte[] bytes, int at) {
      int value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
      if ((value & ((1 << CHANNEL_BITS) - 1)) != place) {
        throw new AssertionError("No sample of channel " + place + ": " + value);
      }
      return (value >>> CHANNEL_BITS) + 1L;
    }
  }

  @Override
  public String word() {
    return "s32le";
  }

  @Override
  public int frameLength() {
    return CHANNELS * Integer.BYTES;
  }

  /** The card counts from 0, and is never silent. */
  @Override
  public long number(byte[] bytes, int at) {
    ByteBuffer frame = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int left = frame.getInt(at);
    int right = frame.getInt(at + Integer.BYTES);
    if (right != left + 1) {
      throw new AssertionError("No frame of the card: " + left + ", " + right);
    }
    return (left >>> CHANNEL_BITS) + 1L;
  }
}
