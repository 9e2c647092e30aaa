package dev.sonolog.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Decoded audio, interleaved, from decoders that know nothing of each other. */
final class Pcm {
  private final float[] samples;

  private Pcm(float[] samples) {
    this.samples = samples;
  }

  /** How many values there are, of all channels. */
  int length() {
    return samples.length;
  }

  /** A program that decodes, and how it writes a sample. */
  enum Decoder {
    FFMPEG(Sample.FLOAT) {
      @Override
      List<String> command(Path file, Path raw, boolean trimmed) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        // A stream that nobody cut may begin in the middle of a frame; a file must have no error.
        command.addAll(trimmed ? List.of("-xerror") : List.of("-flags2", "+skip_manual"));
        command.addAll(List.of("-i", file.toString(), "-f", "f32le", raw.toString()));
        return command;
      }
    },
    MPG123(Sample.FLOAT) {
      @Override
      List<String> command(Path file, Path raw, boolean trimmed) {
        return List.of(
            "mpg123",
            "-q",
            trimmed ? "--gapless" : "--no-gapless",
            "--resync-limit",
            "-1",
            "-e",
            "f32",
            "-O",
            raw.toString(),
            file.toString());
      }
    },
    OGGDEC(Sample.INTEGER_16) {
      @Override
      List<String> command(Path file, Path raw, boolean trimmed) {
        return List.of("oggdec", "-Q", "-R", "-o", raw.toString(), file.toString());
      }
    },
    OPUSDEC(Sample.FLOAT) {
      @Override
      List<String> command(Path file, Path raw, boolean trimmed) {
        return List.of(
            "opusdec", "--quiet", "--float", "--rate", "48000", file.toString(), raw.toString());
      }
    },
    FLAC(Sample.INTEGER_24) {
      @Override
      List<String> command(Path file, Path raw, boolean trimmed) {
        List<String> command = new ArrayList<>(List.of("flac", "-d", "-s", "-f"));
        // A stream that nobody cut ends in the middle of a frame; a file must have no error.
        command.addAll(trimmed ? List.of("-w") : List.of("-F"));
        command.addAll(List.of("--force-raw-format", "--endian=little", "--sign=signed"));
        command.addAll(List.of("-o", raw.toString(), file.toString()));
        return command;
      }
    };

    private final Sample sample;

    Decoder(Sample sample) {
      this.sample = sample;
    }

    abstract List<String> command(Path file, Path raw, boolean trimmed);
  }

  /** Samples as a decoder writes them, little-endian; a float holds each of them exactly. */
  private enum Sample {
    FLOAT(4) {
      @Override
      float read(ByteBuffer raw) {
        return raw.getFloat();
      }
    },
    INTEGER_16(2) {
      @Override
      float read(ByteBuffer raw) {
        return raw.getShort();
      }
    },
    INTEGER_24(3) {
      @Override
      float read(ByteBuffer raw) {
        return (raw.get() & 0xFF) | (raw.get() & 0xFF) << 8 | raw.get() << 16;
      }
    };

    private final int bytes;

    Sample(int bytes) {
      this.bytes = bytes;
    }

    abstract float read(ByteBuffer raw);
  }

  /** Decodes a file, honouring its gapless tag. */
  static Pcm of(Decoder decoder, Path file) throws IOException {
    return decode(decoder, file, true);
  }

  /** Decodes a stream that nobody cut, with nothing trimmed. */
  static Pcm untrimmed(Decoder decoder, Path stream) throws IOException {
    return decode(decoder, stream, false);
  }

  /** Several, one after the other. */
  static Pcm joined(List<Pcm> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.samples.length).sum()];
    int at = 0;
    for (Pcm part : parts) {
      System.arraycopy(part.samples, 0, all, at, part.samples.length);
      at += part.samples.length;
    }
    return new Pcm(all);
  }

  /** A part of it, in values of all channels. */
  Pcm part(int from, int to) {
    return new Pcm(Arrays.copyOfRange(samples, from, to));
  }

  /** Where this stands in {@code whole}, every value to within {@code tolerance} of full scale. */
  OptionalInt findIn(Pcm whole, float tolerance) {
    for (int at = 0; at + samples.length <= whole.samples.length; at++) {
      if (firstDifference(whole, at, tolerance).isEmpty()) {
        return OptionalInt.of(at);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Where the longest beginning of this that stands anywhere in {@code whole} ends; for a failure's
   * message.
   */
  int longestBeginningIn(Pcm whole, float tolerance) {
    int longest = 0;
    for (int at = 0; at < whole.samples.length; at++) {
      longest = Math.max(longest, firstDifference(whole, at, tolerance).orElse(samples.length));
    }
    return longest;
  }

  private OptionalInt firstDifference(Pcm whole, int at, float tolerance) {
    int length = Math.min(samples.length, whole.samples.length - at);
    for (int i = 0; i < length; i++) {
      if (!(Math.abs(samples[i] - whole.samples[at + i]) <= tolerance)) {
        return OptionalInt.of(i);
      }
    }
    return length == samples.length ? OptionalInt.empty() : OptionalInt.of(length);
  }

  private static Pcm decode(Decoder decoder, Path file, boolean trimmed) throws IOException {
    Path raw = Files.createTempFile("decoded", ".f32");
    try {
      Tool.run(decoder.command(file, raw, trimmed)).orFail();
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
      float[] samples = new float[bytes.remaining() / decoder.sample.bytes];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = decoder.sample.read(bytes);
      }
      return new Pcm(samples);
    } finally {
      Files.delete(raw);
    }
  }
}
