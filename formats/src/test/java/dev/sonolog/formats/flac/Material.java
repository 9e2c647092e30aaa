package dev.sonolog.formats.flac;

import dev.sonolog.formats.testing.Tools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Streams as stations send them, encoded by real encoders. */
enum Material {
  STEREO_16("flac -5", 44_100, 2, 16),
  STEREO_16_FASTEST("flac -0", 48_000, 2, 16),
  STEREO_16_LEVEL_2("flac -2", 44_100, 2, 16),
  STEREO_16_BEST("flac -8 -e -p", 44_100, 2, 16),
  STEREO_16_HIGH_ORDER("flac --lax -l 32 -b 8192 -r 0,15", 48_000, 2, 16),
  STEREO_24("flac -5", 48_000, 2, 24),
  STEREO_24_AT_96("flac -8", 96_000, 2, 24),
  STEREO_32("flac -5", 48_000, 2, 32),
  STEREO_8("flac -5", 22_050, 2, 8),
  STEREO_AT_ODD_RATE("flac -5 --lax", 44_056, 2, 16),
  MONO_16("flac -6", 44_100, 1, 16),
  MONO_24_SMALL_BLOCKS("flac -b 192", 8_000, 1, 24),
  THREE_CHANNELS_ODD_BLOCKS("flac --lax -b 1234", 32_000, 3, 16),
  SIX_CHANNELS("flac -5", 48_000, 6, 24),
  EIGHT_CHANNELS("flac -3", 44_100, 8, 16),
  WASTED_BITS("flac -5", 44_100, 2, 24),
  FFMPEG_16("ffmpeg -compression_level 8", 44_100, 2, 16),
  FFMPEG_24("ffmpeg -compression_level 12 -lpc_type cholesky -lpc_passes 3", 48_000, 2, 24),
  VARIABLE_16("variable", 44_100, 2, 16),
  VARIABLE_24_MONO("variable", 48_000, 1, 24);

  private static final int[] VARIED = {4_096, 192, 1_152, 21_000, 576, 4_608, 1_000};

  private final String encoder;
  private final int hertz;
  private final int channels;
  private final int depth;

  Material(String encoder, int hertz, int channels, int depth) {
    this.encoder = encoder;
    this.hertz = hertz;
    this.channels = channels;
    this.depth = depth;
  }

  int channels() {
    return channels;
  }

  int hertz() {
    return hertz;
  }

  int bitDepth() {
    return depth;
  }

  /** The length of one sample of one channel as flac writes it. */
  int width() {
    return (depth + 7) / 8;
  }

  Path encode(Path folder, int seconds) throws IOException, InterruptedException {
    Path wav = wav(folder, seconds);
    Path file = folder.resolve(name() + ".flac");
    if (encoder.equals("variable")) {
      return varied(folder, wav, file);
    }
    return encode(folder, wav, file, encoder);
  }

  private Path encode(Path folder, Path wav, Path file, String how)
      throws IOException, InterruptedException {
    List<String> words = List.of(how.split(" "));
    List<Object> command = new ArrayList<>();
    command.add(words.getFirst());
    boolean ffmpeg = words.getFirst().equals("ffmpeg");
    command.addAll(
        ffmpeg
            ? List.of("-v", "error", "-y", "-i", wav)
            : List.of("-s", "-f", "--no-padding", "--channel-map=none"));
    command.addAll(words.subList(1, words.size()));
    command.addAll(ffmpeg ? List.of(file) : List.of("-o", file, wav));
    Tools.run(folder, command.toArray());
    return file;
  }

  /** Noise and a moving tone; quiet, loud and clipped. */
  private Path wav(Path folder, int seconds) throws IOException, InterruptedException {
    Path wav = folder.resolve(name() + ".wav");
    List<Object> command = new ArrayList<>(List.of("sox", "-R", "-n", "-r", hertz));
    command.addAll(List.of("-c", channels, "-b", wasted() ? 16 : depth, wav));
    command.addAll(List.of("synth", seconds));
    for (int channel = 0; channel < channels; channel++) {
      command.add(channel % 2 == 0 ? "pinknoise" : "brownnoise");
    }
    command.addAll(List.of("synth", seconds, "sine", "mix", "100-3000", "tremolo", "3", "80"));
    command.addAll(List.of("vol", "1.5"));
    Tools.run(folder, command.toArray());
    return wasted() ? widened(folder, wav) : wav;
  }

  private boolean wasted() {
    return this == WASTED_BITS;
  }

  /** 16 bits in 24, of which flac wastes eight. */
  private Path widened(Path folder, Path wav) throws IOException, InterruptedException {
    Path wide = folder.resolve("wide.wav");
    Tools.run(folder, "sox", "-D", wav, "-b", depth, wide);
    return wide;
  }

  /** A stream whose blocks have many sizes, each encoded alone. */
  private Path varied(Path folder, Path wav, Path file) throws IOException, InterruptedException {
    Path whole = encode(folder, wav, folder.resolve("whole.flac"), "flac -1");
    ByteBuffer pcm = ByteBuffer.wrap(Judges.flac(folder, whole));
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(Arrays.copyOf(Files.readAllBytes(whole), 4));
    long sample = 0;
    for (int i = 0; pcm.hasRemaining(); i++) {
      int size = Math.min(VARIED[i % VARIED.length], pcm.remaining() / (channels * width()));
      byte[] block = new byte[size * channels * width()];
      pcm.get(block);
      byte[] encoded = block(folder, block, size);
      if (i == 0) {
        stream.writeBytes(variableInfo(Files.readAllBytes(whole)));
      }
      stream.writeBytes(varied(Cutter.frames(encoded).getFirst(), sample));
      sample += size;
    }
    return Files.write(file, stream.toByteArray());
  }

  private byte[] block(Path folder, byte[] pcm, int size) throws IOException, InterruptedException {
    Path raw = Files.write(folder.resolve("block.raw"), pcm);
    Path file = folder.resolve("block.flac");
    Tools.run(
        folder,
        "flac",
        "-s",
        "-f",
        "--lax",
        "-b",
        Math.max(16, size),
        "--force-raw-format",
        "--endian=little",
        "--sign=signed",
        "--channels=" + channels,
        "--bps=" + depth,
        "--sample-rate=" + hertz,
        "-o",
        file,
        raw);
    return Files.readAllBytes(file);
  }

  /** STREAMINFO as the last block, with no more than rate, channels, depth and length. */
  private static byte[] variableInfo(byte[] whole) {
    StreamInfo info = StreamInfo.parse(Arrays.copyOfRange(whole, 8, 42)).orElseThrow();
    StreamInfo varied =
        new StreamInfo(
            192,
            65_535,
            0,
            0,
            info.hertz(),
            info.channels(),
            info.bitDepth(),
            info.samples(),
            info.md5());
    return ByteBuffer.allocate(38).putInt(0x8000_0022).put(varied.bytes()).array();
  }

  private static byte[] varied(FlacFrame frame, long sample) {
    byte[] bytes = frame.bytes().clone();
    bytes[1] |= 1;
    return new FlacFrame(frame.header(), bytes, 0).renumbered(sample);
  }
}
