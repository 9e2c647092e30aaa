package dev.sonolog.alsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonolog.capture.CaptureFailure;
import dev.sonolog.capture.PacketSource;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several sources that take of one card. */
@Timeout(30)
class SharedCardTest {
  private static final int RATE = 48_000;
  private static final long PERIOD = RATE / 40;

  @TempDir Path nothing;

  /** A block without its samples: how long it is and when it came. */
  private record Came(int samples, long arrivalNanos) {}

  @Test
  void sourcesThatBelongTogetherGetTheSameFramesAtTheSameInstants() throws Exception {
    CardConnector connector = connector();
    List<PacketSource> sources = openAll(connector, "scripted", 1, 2, 3);
    List<List<Came>> came = new ArrayList<>();
    for (int channel = 0; channel < sources.size(); channel++) {
      Heard heard = new Heard(sources.get(channel), channel);
      heard.listen(RATE / 2); // fails unless the first frame is the card's first
      assertThat(heard.jumps).isEmpty();
      came.add(blocks(sources.get(channel)));
      sources.get(channel).close();
    }
    assertThat(came.get(1)).isEqualTo(came.get(0));
    assertThat(came.get(2)).isEqualTo(came.get(0));
  }

  private static List<Came> blocks(PacketSource source) throws IOException {
    List<Came> blocks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      PcmBlock block = (PcmBlock) source.next();
      blocks.add(new Came(block.samples(), source.arrivalNanos()));
    }
    return blocks;
  }

  @Test
  void aCardIsStartedThoughOneOfThoseWhoBelongTogetherIsMissing() throws IOException {
    try (PacketSource source = connector().connection(settings("scripted", 1, 2)).open()) {
      assertThat(new Heard(source, 0).listen(PERIOD).jumps).isEmpty();
    }
  }

  @Test
  void whoComesLaterGetsWhatComesThen() throws IOException {
    CardConnector connector = connector();
    try (PacketSource first = connector.connection(settings("scripted", 1, 1)).open()) {
      Heard early = new Heard(first, 0).listen(RATE / 4);
      try (PacketSource second = connector.connection(settings("scripted", 2, 1)).open()) {
        Heard late = new Heard(second, 1).fromAnyFrame();
        late.listen(RATE / 4);
        early.listen(RATE / 2);
        assertThat(late.next()).isGreaterThanOrEqualTo(RATE / 2);
        assertThat(late.jumps).isEmpty();
      }
      assertThat(early.listen(RATE).jumps).as("while and after another took of it").isEmpty();
    }
    try (PacketSource next = connector.connection(settings("scripted", 1, 1)).open()) {
      assertThat(new Heard(next, 0).listen(PERIOD).jumps).as("the card was opened anew").isEmpty();
    }
  }

  @Test
  void aSourceThatDoesNotKeepUpLosesAlone() throws Exception {
    List<PacketSource> sources = openAll(connector(), "scripted:speed=2000", 1, 2);
    Heard slow = new Heard(sources.get(0), 0);
    Heard fast = new Heard(sources.get(1), 1).listen(RATE * 20L);
    slow.listen(RATE * 20L);
    assertThat(slow.jumps)
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.told()).isEqualTo(it.truth()));
    assertThat(fast.jumps).isEmpty();
    for (PacketSource source : sources) {
      source.close();
    }
  }

  @Test
  void aPulledCardIsPulledForAll() throws Exception {
    List<PacketSource> sources = openAll(connector(), "scripted:fault=pulled,at=4800", 1, 2);
    for (int channel = 0; channel < sources.size(); channel++) {
      try (PacketSource source = sources.get(channel)) {
        Heard heard = new Heard(source, channel);
        CaptureFailure failure = catchThrowableOfType(CaptureFailure.class, heard::listenToTheEnd);
        assertThat(failure.kind()).isEqualTo(CaptureFailure.Kind.PULLED);
        assertThat(heard.frames).isGreaterThanOrEqualTo(4_800);
      }
    }
  }

  @Test
  void aCardThatIsAbsentIsAbsentForAll() {
    CardConnector connector = connector();
    for (int channel = 1; channel <= 2; channel++) {
      CaptureFailure failure =
          catchThrowableOfType(
              CaptureFailure.class,
              connector.connection(settings("scripted:fault=absent", channel, 1))::open);
      assertThat(failure.kind()).isEqualTo(CaptureFailure.Kind.ABSENT);
    }
  }

  /** Each opens on a thread of its own, for it waits for the others. */
  private static List<PacketSource> openAll(CardConnector connector, String device, int... channels)
      throws Exception {
    List<CompletableFuture<PacketSource>> opening = new ArrayList<>();
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      for (int channel : channels) {
        CardSettings settings = settings(device, channel, channels.length);
        CompletableFuture<PacketSource> opened = new CompletableFuture<>();
        opening.add(opened);
        threads.execute(
            () -> {
              try {
                opened.complete(connector.connection(settings).open());
              } catch (IOException e) {
                opened.completeExceptionally(e);
              }
            });
      }
    }
    return opening.stream().map(CompletableFuture::join).toList();
  }

  private CardConnector connector() {
    Alsa library = ScriptedCard.library();
    return new CardConnector(library, Cards.under(nothing, library), TimeSource.system());
  }

  private static CardSettings settings(String device, int channel, int together) {
    return new CardSettings(
        device,
        new SampleRate(RATE),
        4,
        Optional.of(SampleFormat.S32),
        Codec.PCM,
        new FlacContainer(),
        List.of(channel),
        together);
  }
}
