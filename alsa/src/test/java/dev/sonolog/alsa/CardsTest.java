package dev.sonolog.alsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonolog.capture.CaptureFailure;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.pcm.SampleFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists and choices from the kernel's texts, of a machine with two microphones of one model. */
class CardsTest {
  private static final String[] PLUGGED = {
    " 0 [PCH            ]: HDA-Intel - HDA Intel PCH",
    "                      HDA Intel PCH at 0xf7d10000 irq 32",
    " 1 [Microphone     ]: USB-Audio - Yeti Stereo Microphone",
    "                      Blue Yeti Stereo Microphone at usb-0000:00:14.0-2, full speed",
    " 2 [Microphone_1   ]: USB-Audio - Yeti Stereo Microphone",
    "                      Blue Yeti Stereo Microphone at usb-0000:00:14.0-3.1, full speed",
    "10 [Loopback       ]: Loopback - Loopback",
    "                      Loopback 1",
  };

  private static final String STREAM =
      """
      Blue Yeti Stereo Microphone at usb-0000:00:14.0-2, full speed : USB Audio

      Playback:
        Status: Stop
        Interface 1
          Altset 1
          Format: FLOAT_LE
          Channels: 6
          Rates: 96000

      Capture:
        Status: Stop
        Interface 2
          Altset 1
          Format: S16_LE
          Channels: 2
          Endpoint: 0x82 (2 IN) (ASYNC)
          Rates: 44100, 48000
        Interface 2
          Altset 2
          Format: S24_3LE
          Channels: 1
          Rates: 8000 - 16000 (continuous)
      """;

  @TempDir Path root;

  private SoundTree tree;
  private Cards cards;

  @BeforeEach
  void plugIn() throws IOException {
    tree =
        new SoundTree(root)
                .cards(PLUGGED)
                .device(0, 0, "ALC892 Analog")
                .device(0, 2, "ALC892 Alt Analog")
                .device(1, 0, "USB Audio")
                .usb(1, "1-2")
                .stream(1, STREAM)
                .device(2, 0, "USB Audio")
                .usb(2, "1-3.1")
                .device(10, 0, "Loopback PCM");
    cards = Cards.under(root, Alsa.named("libno-such-sound.so.9"));
  }

  @Test
  void theListNamesEachDeviceForGood() {
    assertThat(cards.list())
        .extracting(CardDevice::index, CardDevice::id, CardDevice::pcm, CardDevice::name)
        .containsExactly(
            tuple(0, "card:PCH", "hw:0,0", "HDA Intel PCH: ALC892 Analog"),
            tuple(1, "card:PCH,2", "hw:0,2", "HDA Intel PCH: ALC892 Alt Analog"),
            tuple(2, "usb:1-2", "hw:1,0", "Yeti Stereo Microphone: USB Audio"),
            tuple(3, "usb:1-3.1", "hw:2,0", "Yeti Stereo Microphone: USB Audio"),
            tuple(4, "card:Loopback", "hw:10,0", "Loopback: Loopback PCM"));
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @Test
  void whatAUsbCardCapturesIsReadFromItsStream() {
    Abilities abilities = cards.list().get(2).abilities().orElseThrow();
    assertThat(abilities.channelsText()).isEqualTo("1 to 2 channels");
    assertThat(abilities.rates()).containsExactly(8_000, 11_025, 16_000, 44_100, 48_000);
    assertThat(abilities.formats()).containsExactly(SampleFormat.S16, SampleFormat.S24);
    assertThat(cards.list().get(3).abilities()).isEmpty();
  }

  @Test
  void aHeldDeviceNamesTheProcessOfTheThreadThatHoldsIt() throws IOException {
    tree.held(1, 0, 0, 4_712).process(4_712, 4_700, "audacity");
    assertThat(cards.list().get(2).holder()).contains(new Holder(4_700, "audacity"));
    assertThat(cards.list().get(3).holder()).isEmpty();
  }

  @Test
  void aDeviceWithAPlaceLeftIsNotHeld() throws IOException {
    tree.held(10, 0, 0, 4_712).process(4_712, 4_700, "audacity");
    assertThat(cards.list().get(4).holder()).isPresent();
    tree.held(10, 0, 1, 4_713);
    assertThat(cards.list().get(4).holder()).isPresent();
    tree.device(10, 0, "Loopback PCM");
    assertThat(cards.list().get(4).holder()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default | default",
        "hw:2,0 | hw:2,0",
        "hw:7,0 | hw:7,0",
        "hw:1 | hw:1,0",
        "hw:PCH,2 | hw:0,2",
        "hw:Microphone_1 | hw:2,0",
        "hw:CARD,0 | hw:CARD,0",
        "usb:1-3.1 | hw:2,0",
        "usb:1-2 | hw:1,0",
        "card:Microphone_1 | hw:2,0",
        "card:PCH,2 | hw:0,2",
        "3 | hw:2,0",
        "monitor | hw:10,0",
        "yeti | hw:1,0",
        "alt analog | hw:0,2",
        "Loopback: Loopback PCM | hw:10,0",
        "shared_mic | shared_mic",
      })
  void aDeviceIsFoundByAnyOfItsNames(String named, String pcm) throws IOException {
    assertThat(new DeviceChoice(cards).choose(named).pcm()).isEqualTo(pcm);
  }

  @Test
  void aCardThatIsNotPluggedInIsAbsentAndTheOthersAreNamed() throws IOException {
    tree.cards(" 0 [PCH            ]: HDA-Intel - HDA Intel PCH");
    CaptureFailure failure =
        catchThrowableOfType(CaptureFailure.class, () -> new DeviceChoice(cards).choose("usb:1-2"));
    assertThat(failure.kind()).isEqualTo(CaptureFailure.Kind.ABSENT);
    assertThat(failure).hasMessageContaining("usb:1-2").hasMessageContaining("card:PCH");
  }

  @Test
  void aCardThatComesOrGoesIsToldAtTheNextLook() throws Exception {
    LinkedBlockingQueue<List<CardDevice>> told = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<Duration> waits = new LinkedBlockingQueue<>();
    tree.cards(PLUGGED[0], PLUGGED[1]);
    try (CardWatch _ = CardWatch.start(cards, new Hurried(waits), told::add)) {
      tree.cards(PLUGGED);
      assertThat(told.poll(20, TimeUnit.SECONDS)).isNotNull().hasSize(5);
      tree.cards(PLUGGED[0], PLUGGED[1]);
      assertThat(told.poll(20, TimeUnit.SECONDS)).isNotNull().hasSize(2);
    }
    assertThat(waits).containsOnly(Duration.ofSeconds(1));
  }

  /** A clock on which every wait takes 5 ms, and is written down. */
  private record Hurried(LinkedBlockingQueue<Duration> waits) implements TimeSource {
    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public Duration realWait(Duration duration) {
      waits.add(duration);
      return Duration.ofMillis(5);
    }
  }

  @Test
  void aBusyCardIsSaidToBeHeldByWhoHoldsIt() throws IOException {
    ScriptedCard.define(
        "held",
        "pcm.!hw { @args [ CARD DEV ] @args.CARD { type string } @args.DEV { type integer }"
            + " type scripted fault busy }\n");
    try {
      tree.held(1, 0, 0, 4_712).process(4_712, 4_700, "audacity");
      CardConnector connector =
          new CardConnector(
              ScriptedCard.library(),
              Cards.under(root, ScriptedCard.library()),
              TimeSource.system());
      CaptureFailure failure =
          catchThrowableOfType(
              CaptureFailure.class, () -> connector.connection(settings("usb:1-2")).open());
      assertThat(failure.kind()).isEqualTo(CaptureFailure.Kind.BUSY);
      assertThat(failure)
          .hasMessageContaining("Yeti")
          .hasMessageContaining("audacity (process 4700)")
          .hasMessageContaining("dsnoop");
    } finally {
      ScriptedCard.forget("held");
    }
  }

  @Test
  void whatAnIdleCardCanDoIsAskedOfItOnce() throws IOException {
    ScriptedCard.define(
        "idle",
        "pcm.!hw { @args [ CARD DEV ] @args.CARD { type string } @args.DEV { type integer }"
            + " type scripted rate 48000 channels 8 format 10 }\n");
    Cards probing = Cards.under(root, ScriptedCard.library());
    try {
      Abilities abilities = probing.list().getFirst().abilities().orElseThrow();
      assertThat(abilities)
          .isEqualTo(new Abilities(8, 8, List.of(48_000), List.of(SampleFormat.S32)));
    } finally {
      ScriptedCard.forget("idle");
    }
    assertThat(probing.list().getFirst().abilities()).isPresent();
  }

  @Test
  void aDeviceOfTheConfigurationIsListedAsSoonAsItIsThere() throws IOException {
    Cards all = Cards.under(root, ScriptedCard.library());
    assertThat(all.list()).extracting(CardDevice::id).contains("shared_mic").doesNotContain("late");
    ScriptedCard.define(
        "late", "pcm.late { type scripted hint { show on description \"Late mic\" } }\n");
    try {
      assertThat(all.list()).extracting(CardDevice::name).contains("Late mic");
      assertThat(new DeviceChoice(all).choose("late MIC").pcm()).isEqualTo("late");
    } finally {
      ScriptedCard.forget("late");
    }
    assertThat(all.list()).extracting(CardDevice::id).doesNotContain("late");
  }

  @Test
  void aMachineWithoutSoundHasAnEmptyList() {
    assertThat(Cards.under(root.resolve("nothing"), Alsa.named("libno.so")).list()).isEmpty();
  }

  @Test
  void aKernelThatTellsNonsenseDoesNoHarm() throws IOException {
    tree.stream(
        1,
        "Capture:\n  Channels: many\n  Rates: all - none (continuous)\n  Rates: 8 (continuous)\n");
    assertThat(cards.list().get(2).abilities()).isEmpty();
    tree.stream(1, "Capture:\n  Channels: 99999999999\n");
    tree.cards(" 1 [x]", "", "--- no soundcards ---", "99999999999 [x]: y - z", PLUGGED[2]);
    assertThat(cards.list()).extracting(CardDevice::pcm).containsExactly("hw:1,0");
  }

  @Test
  void withoutTheLibraryEachUseSaysWhatToInstall() {
    Alsa missing = Alsa.named("libno-such-sound.so.9");
    assertThat(missing.missing().orElseThrow()).contains("libno-such-sound.so.9", "libasound2");
    CardConnector connector = new CardConnector(missing, cards, TimeSource.system());
    CaptureFailure failure =
        catchThrowableOfType(
            CaptureFailure.class, () -> connector.connection(settings("hw:1,0")).open());
    assertThat(failure.kind()).isEqualTo(CaptureFailure.Kind.ABSENT);
    assertThat(failure).hasMessageContaining("install it");
  }

  @Test
  void aLibraryThatIsNoLibasoundIsSaidToBeNone() {
    assertThat(Alsa.named("libm.so.6").missing().orElseThrow()).contains("not libasound");
  }

  @Test
  void settingsThatNoCardCouldMeetAreRefused() {
    assertRefused("Channel 3", 2, Codec.PCM, SampleFormat.S16, List.of(3));
    assertRefused("twice", 2, Codec.PCM, SampleFormat.S16, List.of(1, 1));
    assertRefused("FLAC holds no floating", 2, Codec.FLAC, SampleFormat.FLOAT, List.of());
    assertRefused("8 channels at most", 9, Codec.FLAC, SampleFormat.S16, List.of());
    assertRefused("not as MP3", 2, Codec.MPEG_LAYER_3, SampleFormat.S16, List.of());
    assertRefused("outside", 0, Codec.PCM, SampleFormat.S16, List.of());
    assertThat(settings("hw:1,0").keptChannels()).isEqualTo(2);
  }

  private static void assertRefused(
      String why, int channels, Codec codec, SampleFormat format, List<Integer> pick) {
    assertThatThrownBy(
            () ->
                new CardSettings(
                    "default",
                    new SampleRate(48_000),
                    channels,
                    Optional.of(format),
                    codec,
                    new FlacContainer(),
                    pick,
                    1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static CardSettings settings(String device) {
    return new CardSettings(
        device,
        new SampleRate(48_000),
        2,
        Optional.of(SampleFormat.S16),
        Codec.PCM,
        new FlacContainer(),
        List.of(),
        1);
  }
}
