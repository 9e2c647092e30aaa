package dev.sonolog.formats.adts;

import dev.sonolog.formats.testing.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Streams as stations send them, encoded by a real encoder. */
enum Material {
  STEREO_128("-b:a 128k -aac_pns 0"),
  STEREO_320_AT_48("-b:a 320k -ar 48000 -aac_pns 0"),
  STEREO_64_FAST("-b:a 64k -aac_coder fast -aac_pns 0"),
  STEREO_96_WITHOUT_TOOLS("-b:a 96k -aac_pns 0 -aac_is 0 -aac_ms 0 -aac_tns 0"),
  STEREO_160_AT_32("-b:a 160k -ar 32000 -aac_pns 0"),
  STEREO_256_AT_96("-b:a 256k -ar 96000 -aac_pns 0"),
  STEREO_VARIABLE("-q:a 1.2 -aac_pns 0"),
  MONO_24_AT_8("-b:a 24k -ac 1 -ar 8000 -aac_pns 0"),
  MONO_32_AT_11("-b:a 32k -ac 1 -ar 11025 -aac_pns 0"),
  MONO_48_AT_22("-b:a 48k -ac 1 -ar 22050 -aac_pns 0"),
  MONO_64_AT_44("-b:a 64k -ac 1 -aac_pns 0"),
  STEREO_48_AT_24("-b:a 48k -ar 24000 -aac_pns 0"),
  SURROUND_320_AT_48("-b:a 320k -ac 6 -ar 48000 -aac_pns 0"),
  SURROUND_192_AT_44("-b:a 192k -ac 6 -aac_pns 0"),
  STEREO_192_AT_64("-b:a 192k -ar 64000 -aac_pns 0"),
  NOISE_AT_32("-b:a 32k"),
  NOISE_MONO_AT_24("-b:a 24k -ac 1 -ar 16000");

  private final String options;

  Material(String options) {
    this.options = options;
  }

  /** Whether a decoder's output depends on no more than two frames. */
  boolean withoutNoiseGenerator() {
    return options.contains("-aac_pns 0");
  }

  Path encode(Path folder, Path wav) throws IOException, InterruptedException {
    Path file = folder.resolve(name() + ".aac");
    List<Object> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-i", wav));
    command.addAll(List.of((Object[]) options.split(" ", -1)));
    command.addAll(List.of("-c:a", "aac", "-f", "adts", file));
    Tools.run(folder, command.toArray());
    return file;
  }
}
