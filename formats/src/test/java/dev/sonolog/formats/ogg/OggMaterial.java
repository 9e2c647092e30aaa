package dev.sonolog.formats.ogg;

import dev.sonolog.formats.testing.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Streams as stations send them, encoded by real encoders. */
enum OggMaterial {
  VORBIS_Q0("oggenc", "-q 0"),
  VORBIS_Q3_MONO("oggenc", "-q 3 --downmix"),
  VORBIS_Q5("oggenc", "-q 5"),
  VORBIS_Q8("oggenc", "-q 8"),
  VORBIS_Q2_AT_22("oggenc", "-q 2 --resample 22050"),
  VORBIS_Q4_AT_32("oggenc", "-q 4 --resample 32000"),
  VORBIS_Q6_AT_48("oggenc", "-q 6 --resample 48000"),
  VORBIS_MANAGED("oggenc", "-b 96 -M 112 -m 80"),
  VORBIS_FIVE_ONE("ffmpeg", "-ac 6 -c:a libvorbis -q:a 3"),
  VORBIS_OF_FFMPEG("ffmpeg", "-c:a libvorbis -b:a 128k"),
  OPUS_6_SPEECH("opusenc", "--bitrate 6 --speech --downmix-mono"),
  OPUS_12_SPEECH_60_MS("opusenc", "--bitrate 12 --speech --framesize 60 --downmix-mono"),
  OPUS_16_SPEECH_40_MS("opusenc", "--bitrate 16 --speech --framesize 40"),
  OPUS_24_SPEECH("opusenc", "--bitrate 24 --speech --downmix-mono"),
  OPUS_32_SPEECH_10_MS("opusenc", "--bitrate 32 --speech --framesize 10"),
  OPUS_48("opusenc", "--bitrate 48"),
  OPUS_64_MUSIC_2_5_MS("opusenc", "--bitrate 64 --music --framesize 2.5"),
  OPUS_96_MUSIC("opusenc", "--bitrate 96 --music"),
  OPUS_96_MUSIC_5_MS("opusenc", "--bitrate 96 --music --framesize 5"),
  OPUS_128_CBR("opusenc", "--bitrate 128 --hard-cbr"),
  OPUS_256_MUSIC("opusenc", "--bitrate 256 --music"),
  OPUS_160_MUSIC_60_MS("opusenc", "--bitrate 160 --music --framesize 60"),
  OPUS_FIVE_ONE("ffmpeg", "-ac 6 -c:a libopus -b:a 256k -mapping_family 1"),
  OPUS_OF_FFMPEG("ffmpeg", "-c:a libopus -b:a 96k"),
  OPUS_OF_FFMPEG_VOIP("ffmpeg", "-c:a libopus -b:a 20k -application voip -frame_duration 60");

  private final String encoder;
  private final String options;

  OggMaterial(String encoder, String options) {
    this.encoder = encoder;
    this.options = options;
  }

  /**
   * What remains of another past behind the longest pre-roll. Whatever uses SILK, the speech half
   * of Opus, predicts from its own output and need not converge: measured up to 0.006 of full scale
   * on this signal, which is hard for it. All else is exact.
   */
  float tolerance() {
    boolean silk = name().contains("SPEECH") || name().contains("VOIP");
    return silk ? 0.02f : 0;
  }

  boolean vorbis() {
    return name().startsWith("VORBIS");
  }

  Path encode(Path folder, Path wav) throws IOException, InterruptedException {
    Path file = folder.resolve(name() + extension());
    List<Object> command = new ArrayList<>();
    if (encoder.equals("ffmpeg")) {
      command.addAll(List.of("ffmpeg", "-v", "error", "-i", wav));
      command.addAll(List.of(options.split(" ")));
      command.addAll(List.of("-f", vorbis() ? "ogg" : "opus", file));
    } else {
      command.addAll(List.of(encoder, "--quiet"));
      command.addAll(List.of(options.split(" ")));
      command.addAll(encoder.equals("oggenc") ? List.of("-o", file, wav) : List.of(wav, file));
    }
    Tools.run(folder, command.toArray());
    return file;
  }

  String extension() {
    return vorbis() ? ".ogg" : ".opus";
  }
}
