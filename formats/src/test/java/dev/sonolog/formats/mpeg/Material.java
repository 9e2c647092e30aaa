package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.testing.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Streams as stations send them, encoded by real encoders, without a tag in front. */
enum Material {
  CBR_128_JOINT("lame", "-b 128 -m j"),
  CBR_128_STEREO("lame", "-b 128 -m s"),
  CBR_320("lame", "-b 320"),
  VBR_V4("lame", "-V 4"),
  ABR_160_WITH_CRC("lame", "--abr 160 -p"),
  CBR_128_WITH_CRC("lame", "-b 128 -p"),
  CBR_128_AT_48("lame", "-b 128 --resample 48"),
  CBR_64_AT_32_MONO("lame", "-b 64 -m m --resample 32"),
  CBR_32_MONO_AT_44("lame", "-b 32 -m m --resample 44.1"),
  LSF_64_AT_22("lame", "-b 64 --resample 22.05"),
  LSF_24_AT_24("lame", "-b 24 -m m --resample 24"),
  LSF_VBR_AT_16_WITH_CRC("lame", "-V 6 -p --resample 16"),
  MPEG_2_5_8_AT_8("lame", "-b 8 -m m --resample 8"),
  MPEG_2_5_16_AT_11("lame", "-b 16 -m m --resample 11.025"),
  FFMPEG_192("ffmpeg", "-b:a 192k"),
  FFMPEG_64_AT_24("ffmpeg", "-b:a 64k -ar 24000");

  private final String encoder;
  private final String options;

  Material(String encoder, String options) {
    this.encoder = encoder;
    this.options = options;
  }

  Path encode(Path folder, Path wav) throws IOException, InterruptedException {
    Path file = folder.resolve(name() + ".mp3");
    List<Object> command = new ArrayList<>();
    if (encoder.equals("lame")) {
      command.addAll(List.of("lame", "--quiet", "-t"));
      command.addAll(List.of(options.split(" ")));
      command.addAll(List.of(wav, file));
    } else {
      command.addAll(List.of("ffmpeg", "-v", "error", "-i", wav));
      command.addAll(List.of(options.split(" ")));
      command.addAll(List.of("-write_xing", "0", "-id3v2_version", "0", file));
    }
    Tools.run(folder, command.toArray());
    return file;
  }
}
