package dev.sonolog.alsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonolog.capture.CaptureFailure;
import dev.sonolog.capture.PacketSource;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real time, over a sound server that another program plays into. */
@Timeout(60)
class PulseAudioTest {
  private static final int RATE = 48_000;
  private static final int FRAME = 4;

  @TempDir Path folder;

  private PulseAudio server;

  @BeforeEach
  void startServer() throws Exception {
    server = PulseAudio.start(folder);
    ScriptedCard.define(
        "pulse",
        """
        pcm.card0 {
          type pulse server "%s" device "card0.monitor"
          hint { show on description "Test card 0" }
        }
        """
            .formatted(server.address()));
    ScriptedCard.setEnvironment("PULSE_SERVER", server.address());
    ScriptedCard.setEnvironment("HOME", folder.toString());
  }

  @AfterEach
  void stopServer() {
    server.kill();
    ScriptedCard.forget("pulse");
  }

  @Test
  void tenSecondsAreHeardBitByBit() throws Exception {
    byte[] played = noise(11);
    try (PacketSource source = connect("test CARD")) {
      source.next();
      assertThat(source.station().address()).isEqualTo("alsa:card0");
      assertThat(source.station().name()).contains("Test card 0");
      byte[] silence = ((PcmBlock) source.next()).bytes();
      assertThat(silence).containsOnly(0);
      Process player = server.play(played);
      byte[] heard = fromFirstSound(source, 10 * RATE * FRAME);
      assertThat(player.waitFor()).isZero();
      assertIsPartOf(played, heard);
    }
  }

  @Test
  void aServerThatDiesIsAPulledCard() throws Exception {
    try (PacketSource source = connect("card0")) {
      source.next();
      assertThat(source.next()).isInstanceOf(PcmBlock.class);
      server.kill();
      CaptureFailure failure = catchThrowableOfType(CaptureFailure.class, () -> drain(source));
      assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(CaptureFailure.Kind.PULLED);
    }
    CaptureFailure again = catchThrowableOfType(CaptureFailure.class, () -> connect("card0"));
    assertThat(again.kind()).as(again.getMessage()).isEqualTo(CaptureFailure.Kind.ABSENT);
  }

  @Test
  void theMonitorIsWhatTheServerPlays() throws Exception {
    byte[] played = noise(2);
    try (PacketSource source = connect("monitor")) {
      source.next();
      source.next();
      Process player = server.play(played);
      assertIsPartOf(played, fromFirstSound(source, RATE * FRAME));
      assertThat(player.waitFor()).isZero();
    }
  }

  /** The server lets its monitors miss the first moments of what begins to play, nothing later. */
  private static void assertIsPartOf(byte[] played, byte[] heard) {
    int from = 0;
    while (from < played.length - heard.length
        && !Arrays.equals(played, from, from + 64, heard, 0, 64)) {
      from += FRAME;
    }
    assertThat(Arrays.mismatch(played, from, from + heard.length, heard, 0, heard.length))
        .isEqualTo(-1);
  }

  private static void drain(PacketSource source) throws IOException {
    while (true) {
      source.next();
    }
  }

  private static byte[] fromFirstSound(PacketSource source, int length) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    while (heard.size() < length) {
      StreamElement element = source.next();
      assertThat(element).isInstanceOf(PcmBlock.class);
      byte[] bytes = ((PcmBlock) element).bytes();
      int from = heard.size() > 0 ? 0 : firstSound(bytes);
      heard.write(bytes, from, bytes.length - from);
    }
    return Arrays.copyOf(heard.toByteArray(), length);
  }

  private static int firstSound(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        return i / FRAME * FRAME;
      }
    }
    return bytes.length;
  }

  /** Noise of which no byte is 0. */
  private static byte[] noise(int seconds) {
    byte[] noise = new byte[seconds * RATE * FRAME];
    Random random = new Random(4);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (1 + random.nextInt(255));
    }
    return noise;
  }

  private PacketSource connect(String device) throws IOException {
    Path nothing = Files.createDirectories(folder.resolve("nothing"));
    Alsa library = ScriptedCard.library();
    CardSettings settings =
        new CardSettings(
            device,
            new SampleRate(RATE),
            2,
            Optional.of(SampleFormat.S16),
            Codec.PCM,
            new FlacContainer(),
            List.of(),
            1);
    return new CardConnector(library, Cards.under(nothing, library), TimeSource.system())
        .connection(settings)
        .open();
  }
}
