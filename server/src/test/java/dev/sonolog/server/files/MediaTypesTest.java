package dev.sonolog.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MediaTypesTest {
  @ParameterizedTest
  @CsvSource({
    "a.wav, audio/wav",
    "A.WAV, audio/wav",
    "a.b.Mp3, audio/mpeg",
    "a.mp2, audio/mpeg",
    "a.oga, audio/ogg",
    "a.opus, audio/ogg",
    "a.flac, audio/flac",
    "a.m4a, audio/mp4",
    "app.mjs, text/javascript; charset=utf-8",
    "a.wav.part, application/octet-stream",
    "a., application/octet-stream",
    "a, application/octet-stream",
    "'', application/octet-stream"
  })
  void theEndOfANameSaysWhatItIs(String name, String type) {
    assertThat(MediaTypes.of(name)).isEqualTo(type);
  }
}
