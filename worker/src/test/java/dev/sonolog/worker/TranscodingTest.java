package dev.sonolog.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.FileTags;
import dev.sonolog.jobs.InputPart;
import dev.sonolog.jobs.TargetKind;
import dev.sonolog.jobs.TranscodeOrder;
import dev.sonolog.jobs.Transcoded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are coded anew, as other programs play them. */
@Tag("judged")
class TranscodingTest {
  private static final SampleRate RATE = new SampleRate(48_000);

  @TempDir private Path folder;

  @BeforeAll
  static void load() throws IOException {
    Libraries.load();
  }

  private static Transcoded coded(TranscodeOrder order) throws AvException {
    try (Transcoding transcoding = new Transcoding(order, step -> {})) {
      return transcoding.transcode();
    }
  }

  private Path output(TargetKind kind) {
    return folder.resolve("out." + kind.word());
  }

  private Transcoded coded(Path input, TargetKind kind) throws AvException {
    return coded(TranscodeOrder.plain(input, output(kind), kind));
  }

  private static InputPart part(Path file, long from, long to) {
    return new InputPart.Samples(file, from, OptionalLong.of(to), Optional.empty());
  }

  // --- without loss

  @ParameterizedTest
  @CsvSource({
    "a.wav,  -c:a pcm_s16le,                  WAV,  s16le, S16",
    "a.wav,  -c:a pcm_s16le,                  FLAC, s16le, S16",
    "b.wav,  -c:a pcm_s24le,                  WAV,  s32le, S24",
    "b.wav,  -c:a pcm_s24le,                  FLAC, s32le, S24",
    "c.wav,  -c:a pcm_s32le,                  WAV,  s32le, S32",
    "d.wav,  -c:a pcm_f32le,                  WAV,  f32le, FLOAT",
    "e.flac, -c:a flac -sample_fmt s16,       WAV,  s16le, S16",
    "e.flac, -c:a flac -sample_fmt s16,       FLAC, s16le, S16",
    "f.flac, -c:a flac -sample_fmt s32,       WAV,  s32le, S24",
    "f.flac, -c:a flac -sample_fmt s32,       FLAC, s32le, S24",
    "g.flac, -c:a flac -ac 1 -ar 44100,       WAV,  s32le, S24",
    "h.wav,  -c:a pcm_u8 -ac 1,               WAV,  s16le, S16",
    "i.ogg,  -c:a flac -sample_fmt s16,       FLAC, s16le, S16",
    "j.wav,  -c:a pcm_s16le -ac 6,            FLAC, s16le, S16",
    "k.wav,  -c:a pcm_s24le -ar 96000,        FLAC, s32le, S24",
  })
  void whatIsNotLossyStaysTheSameToTheLastBit(
      String name, String options, TargetKind kind, String raw, SampleFormat format)
      throws Exception {
    Path file = Material.make(folder, name, options.split(" "));
    Transcoded result = coded(file, kind);
    assertThat(Material.decoded(output(kind), raw)).isEqualTo(Material.decoded(file, raw));
    assertThat(result.samples()).contains(format);
    assertThat(result.exact()).isTrue();
    assertThat(result.frames()).isEqualTo(result.decoded());
    if (kind == TargetKind.FLAC) {
      Judges.run("flac", "-t", "-s", output(kind).toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"WAV", "FLAC"})
  void aRangeIsCutAtItsVerySamples(TargetKind kind) throws Exception {
    Path file = Material.make(folder, "a.wav", "-c:a", "pcm_s24le");
    byte[] all = Material.decoded(file, "s32le");
    Transcoded result =
        coded(
            TranscodeOrder.plain(file, output(kind), kind).of(List.of(part(file, 12_345, 54_322))));
    assertThat(result.frames()).isEqualTo(54_322 - 12_345);
    assertThat(result.exact()).isTrue();
    assertThat(Material.decoded(output(kind), "s32le"))
        .isEqualTo(Arrays.copyOfRange(all, 12_345 * 8, 54_322 * 8));
  }

  @Test
  void partsFollowEachOtherWithSilenceBetween() throws Exception {
    Path file = Material.make(folder, "a.flac", "-c:a", "flac", "-sample_fmt", "s16");
    byte[] all = Material.decoded(file, "s16le");
    List<InputPart> parts =
        List.of(
            new InputPart.Silence(1_000, RATE),
            part(file, 0, 10_000),
            new InputPart.Silence(77, RATE),
            part(file, 10_000, 30_001),
            new InputPart.Silence(5_000, RATE));
    Transcoded result =
        coded(TranscodeOrder.plain(file, output(TargetKind.FLAC), TargetKind.FLAC).of(parts));
    byte[] expected = new byte[(1_000 + 30_001 + 77 + 5_000) * 4];
    System.arraycopy(all, 0, expected, 1_000 * 4, 10_000 * 4);
    System.arraycopy(all, 10_000 * 4, expected, 11_077 * 4, 20_001 * 4);
    assertThat(Material.decoded(output(TargetKind.FLAC), "s16le")).isEqualTo(expected);
    assertThat(result.decoded()).isEqualTo(30_001);
    assertThat(result.frames()).isEqualTo(36_078);
    assertThat(result.exact()).isTrue();
  }

  @Test
  void depthsAreWhatWasAskedFor() throws Exception {
    Path wide = Material.make(folder, "a.wav", "-c:a", "pcm_s24le");
    TranscodeOrder order = TranscodeOrder.plain(wide, output(TargetKind.WAV), TargetKind.WAV);
    Transcoded narrow = coded(with(order, SampleFormat.S16));
    assertThat(narrow.exact()).isFalse();
    assertThat(narrow.samples()).contains(SampleFormat.S16);
    Transcoded floating = coded(with(order, SampleFormat.FLOAT));
    assertThat(floating.exact()).isTrue();
    assertThat(Material.decoded(order.output(), "f32le"))
        .isEqualTo(Material.decoded(wide, "f32le"));
    Path lossy = Material.make(folder, "a.mp3", "-b:a", "128k");
    assertThat(coded(lossy, TargetKind.WAV).samples()).contains(SampleFormat.S16);
    assertThat(coded(lossy, TargetKind.FLAC).samples()).contains(SampleFormat.S16);
    assertThat(coded(lossy, TargetKind.FLAC).exact()).isFalse();
    Path decimals = Material.make(folder, "f.wav", "-c:a", "pcm_f32le");
    assertThat(coded(decimals, TargetKind.FLAC).samples()).contains(SampleFormat.S24);
    assertThat(coded(decimals, TargetKind.FLAC).exact()).isFalse();
  }

  private static TranscodeOrder with(TranscodeOrder order, SampleFormat samples) {
    return new TranscodeOrder(
        order.parts(),
        order.output(),
        order.kind(),
        Optional.of(samples),
        order.bitrate(),
        order.tags());
  }

  // --- with loss

  /** At its place within a sample, and this far above what coding adds, in dB. */
  @ParameterizedTest
  @CsvSource({
    "a.wav,  -c:a pcm_s16le,           MP3,  20",
    "a.wav,  -c:a pcm_s16le,           OPUS, 8",
    "a.wav,  -c:a pcm_s16le,           M4A,  15",
    "b.wav,  -c:a pcm_s24le,           MP3,  20",
    "b.wav,  -c:a pcm_s24le,           OPUS, 8",
    "b.wav,  -c:a pcm_s24le,           M4A,  15",
    "c.wav,  -c:a pcm_f32le,           MP3,  20",
    "c.wav,  -c:a pcm_f32le,           M4A,  15",
    "d.flac, -c:a flac,                MP3,  20",
    "d.flac, -c:a flac,                OPUS, 8",
    "d.flac, -c:a flac,                M4A,  15",
    "e.mp3,  -b:a 192k,                WAV,  80",
    "e.mp3,  -b:a 192k,                FLAC, 80",
    "e.mp3,  -b:a 192k,                MP3,  20",
    "e.mp3,  -b:a 192k,                OPUS, 8",
    "e.mp3,  -b:a 192k,                M4A,  15",
    "f.aac,  -c:a aac -b:a 192k -f adts, WAV, 80",
    "f.aac,  -c:a aac -b:a 192k -f adts, MP3, 15",
    "f.aac,  -c:a aac -b:a 192k -f adts, M4A, 15",
    "g.ogg,  -c:a libvorbis -q:a 6,    WAV,  80",
    "g.ogg,  -c:a libvorbis -q:a 6,    MP3,  15",
    "g.ogg,  -c:a libvorbis -q:a 6,    OPUS, 8",
    "h.opus, -c:a libopus -b:a 128k,   WAV,  70",
    "h.opus, -c:a libopus -b:a 128k,   MP3,  15",
    "h.opus, -c:a libopus -b:a 128k,   OPUS, 8",
    "h.opus, -c:a libopus -b:a 128k,   M4A,  15",
    "i.mp2,  -b:a 256k,                MP3,  15",
    "j.wav,  -c:a pcm_s16le -ac 1 -ar 44100, MP3, 15",
    "j.wav,  -c:a pcm_s16le -ac 1 -ar 44100, M4A, 15",
    "k.wav,  -c:a pcm_s16le -ac 1 -ar 16000, MP3, 15",
    "k.wav,  -c:a pcm_s16le -ac 1 -ar 8000,  MP3, 10",
  })
  void whatIsLossyStandsAtItsPlace(String name, String options, TargetKind kind, double least)
      throws Exception {
    Path file = Material.make(folder, name, options.split(" "));
    float[] source = Judges.first(file);
    Transcoded result = coded(file, kind);
    float[] played = Judges.first(output(kind));
    assertThat(result.frames()).as("told").isEqualTo(source.length);
    assertThat(result.exact()).isFalse();
    assertThat(Judges.shift(source, played)).as("shift").isBetween(-1, 1);
    assertThat(Judges.ratio(source, played)).as("dB").isGreaterThan(least);
    if (kind == TargetKind.M4A) { // ffmpeg plays the last packet whole, whatever the edit list says
      assertThat(played.length).as("played").isBetween(source.length, source.length + 1_023);
    } else {
      assertThat(played.length).as("played").isEqualTo(source.length);
    }
  }

  /** Without this what must not pass would pass. */
  @Test
  void theJudgesSeeAShift() throws Exception {
    float[] source = Judges.first(Material.make(folder, "a.wav", "-c:a", "pcm_s16le"));
    float[] late = new float[source.length];
    System.arraycopy(source, 0, late, 2, source.length - 2);
    assertThat(Judges.shift(source, late)).isEqualTo(2);
    float[] later = new float[source.length];
    System.arraycopy(source, 0, later, 100, source.length - 100);
    assertThat(Judges.ratio(source, later)).isLessThan(8);
  }

  @Test
  void mp3PlaysItsVerySamplesInMpg123() throws Exception {
    Path file = Material.make(folder, "a.wav", "-c:a", "pcm_s16le");
    Transcoded result = coded(file, TargetKind.MP3);
    Path wav = folder.resolve("mpg123.wav");
    Judges.run("mpg123", "-q", "-w", wav.toString(), output(TargetKind.MP3).toString());
    assertThat(Judges.first(wav)).hasSize((int) result.frames());
  }

  @Test
  void opusPlaysItsVerySamplesInOpusdec() throws Exception {
    Path file = Material.make(folder, "a.wav", "-c:a", "pcm_s16le", "-ar", "44100");
    Transcoded result = coded(file, TargetKind.OPUS);
    assertThat(result.rate()).isEqualTo(RATE);
    assertThat(result.frames())
        .isEqualTo(Math.round(Judges.first(file).length * 48_000.0 / 44_100));
    Path wav = folder.resolve("opusdec.wav");
    Judges.run("opusdec", "--quiet", output(TargetKind.OPUS).toString(), wav.toString());
    assertThat(Judges.first(wav)).hasSize((int) result.frames());
  }

  @Test
  void m4aTellsItsSamplesInItsEditList() throws Exception {
    Path file = Material.make(folder, "a.wav", "-c:a", "pcm_s16le");
    Transcoded result = coded(file, TargetKind.M4A);
    String said =
        Judges.run(
            "ffprobe",
            "-v",
            "error",
            "-show_entries",
            "stream=codec_name,profile,duration_ts,time_base:format_tags=major_brand",
            output(TargetKind.M4A).toString());
    assertThat(said).contains("codec_name=aac", "profile=LC", "major_brand=M4A");
    assertThat(said).contains("duration_ts=" + result.frames(), "time_base=1/48000");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(output(TargetKind.M4A)));
    int list = new String(bytes.array(), StandardCharsets.ISO_8859_1).indexOf("elst");
    assertThat(bytes.getInt(list + 8)).as("one edit").isEqualTo(1);
    assertThat(bytes.getInt(list + 12)).as("its length").isEqualTo((int) result.frames());
    assertThat(bytes.getInt(list + 16)).as("its start").isEqualTo(1_024);
  }

  @Test
  void ratesAndBitRatesAreWhatTheFormatKnows() throws Exception {
    Path file = Material.make(folder, "a.wav", "-c:a", "pcm_s24le", "-ar", "96000");
    assertThat(coded(file, TargetKind.MP3).rate()).isEqualTo(RATE);
    assertThat(coded(file, TargetKind.M4A).rate()).isEqualTo(new SampleRate(96_000));
    Path odd = Material.make(folder, "b.wav", "-c:a", "pcm_s16le", "-ar", "37800");
    assertThat(coded(odd, TargetKind.MP3).rate()).isEqualTo(new SampleRate(44_100));
    TranscodeOrder order = TranscodeOrder.plain(odd, output(TargetKind.MP3), TargetKind.MP3);
    Transcoded slow = coded(with(order, 130_000));
    assertThat(slow.bitrate()).hasValue(128_000);
    assertThat(Files.size(order.output())).isBetween(32_000L, 45_000L);
  }

  private static TranscodeOrder with(TranscodeOrder order, int bitrate) {
    return new TranscodeOrder(
        order.parts(),
        order.output(),
        order.kind(),
        Optional.empty(),
        OptionalInt.of(bitrate),
        order.tags());
  }

  @ParameterizedTest
  @CsvSource({"WAV", "FLAC", "MP3", "OPUS", "M4A"})
  void tagsAreReadByOthers(TargetKind kind) throws Exception {
    Path file = Material.make(folder, "a.wav", "-c:a", "pcm_s16le");
    TranscodeOrder plain = TranscodeOrder.plain(file, output(kind), kind);
    coded(
        new TranscodeOrder(
            plain.parts(),
            plain.output(),
            kind,
            Optional.empty(),
            OptionalInt.empty(),
            new FileTags("Frühstück", "Radio Ö", "2026-05-23", "coded anew")));
    String said =
        Judges.run(
            "ffprobe",
            "-v",
            "error",
            "-show_entries",
            "format_tags:stream_tags",
            "" + output(kind));
    assertThat(said)
        .containsIgnoringCase("title=Frühstück")
        .containsIgnoringCase("artist=Radio Ö")
        .containsIgnoringCase("date=2026-05-23")
        .containsIgnoringCase("comment=coded anew");
  }

  // --- what cannot be

  @Test
  void whatATargetCannotHoldIsRefused() throws Exception {
    Path six = Material.make(folder, "a.wav", "-c:a", "pcm_s16le", "-ac", "6");
    assertThatThrownBy(() -> coded(six, TargetKind.MP3))
        .hasMessageContaining("MP3 holds 2 channels at most, and this has 6");
    Path short1 = Material.make(folder, "b.wav", "-c:a", "pcm_s16le");
    TranscodeOrder order = TranscodeOrder.plain(short1, output(TargetKind.WAV), TargetKind.WAV);
    assertThatThrownBy(() -> coded(order.of(List.of(part(short1, 1_000_000, 1_000_001)))))
        .hasMessageContaining("nothing from 1000000 on");
    assertThatThrownBy(() -> coded(order.into(folder.resolve("no/such/a.wav"))))
        .hasMessageContaining("cannot be written");
    Path text = Files.writeString(folder.resolve("a.txt"), "Nothing to hear.\n".repeat(99));
    assertThatThrownBy(() -> coded(text, TargetKind.WAV)).hasMessageContaining("audio");
  }

  @ParameterizedTest
  @CsvSource({"WAV", "FLAC", "MP3", "OPUS", "M4A"})
  void aFullDiskIsTold(TargetKind kind) throws Exception {
    Path file = Material.make(folder, "a.wav", "-c:a", "pcm_s16le");
    assertThatThrownBy(() -> coded(TranscodeOrder.plain(file, Path.of("/dev/full"), kind)))
        .isInstanceOf(AvException.class)
        .hasMessageContaining("No space left on device");
  }
}
