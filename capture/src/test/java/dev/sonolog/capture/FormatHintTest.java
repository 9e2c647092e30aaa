package dev.sonolog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatHintTest {
  private static final Optional<String> NOTHING = Optional.empty();

  private static AudioFormat format(Codec codec) {
    return new AudioFormat(codec, new SampleRate(48_000), 2);
  }

  /** The codecs that may come without a word. */
  private static Set<Codec> uncontradicted(FormatHint hint) {
    Set<Codec> codecs = EnumSet.allOf(Codec.class);
    codecs.removeIf(codec -> hint.contradiction(format(codec)).isPresent());
    return codecs;
  }

  private static Set<Codec> codecs(String names) {
    Set<Codec> codecs = EnumSet.noneOf(Codec.class);
    for (String name : names.split(" ", -1)) {
      codecs.add(Codec.valueOf(name));
    }
    return codecs;
  }

  @ParameterizedTest
  @CsvSource({
    "mp3,  MPEG_LAYER_3 MPEG_LAYER_2",
    "aac,  AAC",
    "ogg,  VORBIS OPUS OGG_FLAC",
    "opus, OPUS",
    "flac, FLAC OGG_FLAC",
    "' FLAC ', FLAC OGG_FLAC",
    "auto, MPEG_LAYER_2 MPEG_LAYER_3 AAC VORBIS OPUS FLAC OGG_FLAC PCM",
  })
  void aConfiguredFormatAcceptsWhatItNames(String word, String accepted) {
    FormatHint hint = new FormatHint(Optional.of(word), NOTHING);
    assertThat(uncontradicted(hint)).isEqualTo(codecs(accepted));
  }

  @ParameterizedTest
  @CsvSource({
    "audio/mpeg,          MPEG_LAYER_3 MPEG_LAYER_2",
    "audio/mp3,           MPEG_LAYER_3 MPEG_LAYER_2",
    "audio/x-mp3,         MPEG_LAYER_3 MPEG_LAYER_2",
    "audio/mpeg3,         MPEG_LAYER_3 MPEG_LAYER_2",
    "audio/x-mpeg,        MPEG_LAYER_3 MPEG_LAYER_2",
    "audio/aac,           AAC",
    "audio/aacp,          AAC",
    "audio/x-aac,         AAC",
    "audio/x-hx-aac-adts, AAC",
    "audio/ogg,           VORBIS OPUS OGG_FLAC",
    "application/ogg,     VORBIS OPUS OGG_FLAC",
    "audio/x-ogg,         VORBIS OPUS OGG_FLAC",
    "application/x-ogg,   VORBIS OPUS OGG_FLAC",
    "video/ogg,           VORBIS OPUS OGG_FLAC",
    "'Audio/Ogg; codecs=opus', VORBIS OPUS OGG_FLAC",
    "audio/vorbis,        VORBIS",
    "audio/opus,          OPUS",
    "audio/flac,          FLAC OGG_FLAC",
    "audio/x-flac,        FLAC OGG_FLAC",
    "audio/wav,           PCM",
    "audio/x-wav,         PCM",
    "audio/vnd.wave,      PCM",
    "application/octet-stream, MPEG_LAYER_2 MPEG_LAYER_3 AAC VORBIS OPUS FLAC OGG_FLAC PCM",
    "nonsense,            MPEG_LAYER_2 MPEG_LAYER_3 AAC VORBIS OPUS FLAC OGG_FLAC PCM",
  })
  void aContentTypeAcceptsWhatItNames(String type, String accepted) {
    FormatHint hint = new FormatHint(NOTHING, Optional.of(type));
    assertThat(uncontradicted(hint)).isEqualTo(codecs(accepted));
  }

  @ParameterizedTest
  @CsvSource({
    "audio/mp4",
    "audio/x-m4a",
    "video/mp4",
    "audio/MP4A-LATM",
    "audio/webm",
    "audio/x-matroska",
    "audio/L16;rate=44100",
    "video/mp2t",
    "video/nsv"
  })
  void aTypeOfNothingThatCanBeRecordedContradictsAll(String type) {
    assertThat(uncontradicted(new FormatHint(NOTHING, Optional.of(type)))).isEmpty();
  }

  @Test
  void aContradictionSaysWhoSaidWhat() {
    AudioFormat mp3 = format(Codec.MPEG_LAYER_3);
    assertThat(hint("mp3", "audio/mpeg").contradiction(mp3)).isEmpty();
    assertThat(hint("auto", "application/octet-stream").contradiction(mp3)).isEmpty();
    assertThat(hint("ogg", "audio/mpeg").contradiction(mp3)).contains("the configuration says ogg");
    assertThat(hint("mp3", "Audio/AACP; x=y").contradiction(mp3))
        .contains("the station says audio/aacp");
    assertThat(FormatHint.NONE.contradiction(mp3)).isEmpty();
  }

  private static FormatHint hint(String configured, String type) {
    return new FormatHint(Optional.of(configured), Optional.of(type));
  }
}
