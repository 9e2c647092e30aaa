package dev.sonolog.archive.excerpt;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.adts.AdtsContainer;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.mpeg.MpegContainer;
import dev.sonolog.formats.ogg.OggContainer;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.wav.WavContainer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Streams as stations and sound cards send them, encoded by real encoders. */
enum Material {
  MP3_128(new MpegContainer(), ".mp3", "lame --quiet -t -b 128 IN OUT"),
  MP3_VBR(new MpegContainer(), ".mp3", "lame --quiet -t -V 4 IN OUT"),
  MP3_24_LOW(new MpegContainer(), ".mp3", "lame --quiet -t -b 24 -m m --resample 24 IN OUT"),
  MP2_192(new MpegContainer(), ".mp2", "twolame --quiet -b 192 IN OUT"),
  AAC_128(
      new AdtsContainer(),
      ".aac",
      "ffmpeg -v error -i IN -c:a aac -b:a 128k -aac_pns 0 -f adts OUT"),
  VORBIS_Q5(new OggContainer(), ".ogg", "oggenc --quiet -q 5 -o OUT IN"),
  OPUS_96(new OggContainer(), ".opus", "opusenc --quiet --bitrate 96 --music IN OUT"),
  OGG_FLAC(new OggContainer(), ".ogg", "flac --silent --ogg -o OUT IN"),
  FLAC(new FlacContainer(), ".flac", "flac --silent -o OUT IN"),
  FLAC_OF_A_CARD(new FlacContainer(), ".flac", ""),
  WAV(new WavContainer(), ".wav", "cp IN OUT");

  private static final int LOOK_AHEAD = 1 << 20;
  private static final int PERIOD = 1_024;

  @SuppressWarnings("ImmutableEnumChecker") // containers are stateless
  private final Container container;

  private final String extension;
  private final String command;

  Material(Container container, String extension, String command) {
    this.container = container;
    this.extension = extension;
    this.command = command;
  }

  Container container() {
    return container;
  }

  String extension() {
    return extension;
  }

  /** A hard signal: noise, moving tones, and a volume that changes all the time. */
  static Path signal(Path folder, int seconds, int shift) throws Exception {
    Path wav = folder.resolve("signal-" + shift + ".wav");
    Programs.run(
        folder,
        "sox",
        "-R",
        "-n",
        "-r",
        "44100",
        "-c",
        "2",
        "-b",
        "16",
        wav,
        "synth",
        seconds,
        "pinknoise",
        "pinknoise",
        "synth",
        seconds,
        "sine",
        "mix",
        (100 + shift) + "-9000",
        "sine",
        "mix",
        "3000-" + (200 + shift),
        "tremolo",
        "3",
        "80",
        "vol",
        "0.4");
    return wav;
  }

  /** What a reader of the encoded signal says, up to the end. */
  List<StreamElement> elements(Path folder, Path wav) throws Exception {
    if (this == FLAC_OF_A_CARD) {
      return periods(Files.readAllBytes(wav));
    }
    Path file = Files.createTempFile(folder, name(), extension);
    Files.delete(file);
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ", -1)) {
      words.add(word.equals("IN") ? wav.toString() : word.equals("OUT") ? file.toString() : word);
    }
    Programs.run(folder, words.toArray());
    return read(container, Files.readAllBytes(file));
  }

  static List<StreamElement> read(Container container, byte[] bytes) throws IOException {
    PacketReader reader =
        container.reader(new ByteInput(new ByteArrayInputStream(bytes), LOOK_AHEAD));
    List<StreamElement> elements = new ArrayList<>();
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      elements.add(element);
      element = reader.next();
    }
    return elements;
  }

  private static List<StreamElement> periods(byte[] wav) {
    byte[] pcm = Arrays.copyOfRange(wav, 44, wav.length);
    List<StreamElement> elements = new ArrayList<>();
    elements.add(
        new StreamElement.TrackHeader(
            new AudioFormat(Codec.FLAC, new SampleRate(44_100), 2),
            new PcmSetup(SampleFormat.S16)));
    for (int at = 0; at < pcm.length; at += 4 * PERIOD) {
      int end = Math.min(pcm.length, at + 4 * PERIOD);
      elements.add(new PcmBlock(Arrays.copyOfRange(pcm, at, end), (end - at) / 4, end));
    }
    return elements;
  }
}
