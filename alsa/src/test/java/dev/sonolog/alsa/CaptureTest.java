package dev.sonolog.alsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonolog.capture.CaptureFailure;
import dev.sonolog.capture.Connection;
import dev.sonolog.capture.PacketSource;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A card that is scripted, through the true library. */
@Timeout(30)
class CaptureTest {
  private static final int RATE = 48_000;

  /** What a card tells of at a time. */
  private static final long PERIOD = RATE / 12;

  /** 25 ms: a loss is told as exactly, however long the periods. */
  private static final long EXACTNESS = RATE / 40;

  @TempDir Path nothing;

  @ParameterizedTest
  @CsvSource({
    "S16, 44100, 2, -1",
    "S16, 8000, 1, -1",
    "S24, 48000, 2, -1",
    "S24, 96000, 2, 6",
    "S32, 192000, 2, -1",
    "FLOAT, 96000, 6, -1",
    "S16, 48000, 32, -1",
    "S32, 384000, 2, -1",
  })
  void everyFrameIsThereOnce(SampleFormat format, int rate, int channels, int hardware)
      throws IOException {
    CardSettings settings =
        settings("scripted:format=" + hardware, rate, channels, Optional.of(format), List.of());
    try (PacketSource source = connect(settings).open()) {
      Heard heard = new Heard(source).listen(rate / 2);
      assertThat(heard.format()).isEqualTo(format);
      assertThat(heard.header().format().channels()).isEqualTo(channels);
      assertThat(heard.header().format().rate().hertz()).isEqualTo(rate);
      assertThat(heard.jumps).isEmpty();
    }
  }

  @Test
  void theChannelsThatWerePickedAreKeptInTheirOrder() throws IOException {
    CardSettings settings =
        settings("scripted", RATE, 32, Optional.of(SampleFormat.S24), List.of(32, 7, 8));
    try (PacketSource source = connect(settings).open()) {
      Heard heard = new Heard(source, 31, 6, 7).listen(RATE / 2);
      assertThat(heard.header().format().channels()).isEqualTo(3);
      assertThat(heard.jumps).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, S32", "32, S24", "6, S24", "14, FLOAT", "2, S16"})
  void autoIsTheBestThatTheCardHas(int hardware, SampleFormat best) throws IOException {
    CardSettings settings =
        settings("scripted:format=" + hardware, RATE, 2, Optional.empty(), List.of());
    try (PacketSource source = connect(settings).open()) {
      assertThat(new Heard(source).listen(PERIOD).format()).isEqualTo(best);
    }
  }

  @Test
  void shortReadsLoseNothing() throws IOException {
    try (PacketSource source = connect("scripted:most=97").open()) {
      assertThat(new Heard(source).listen(RATE / 2).jumps).isEmpty();
    }
  }

  @Test
  void whatAnOverrunLostIsToldRightToOnePeriod() throws IOException {
    try (PacketSource source =
        connect("scripted:fault=overrun,at=20000,times=3,pause=150").open()) {
      Heard heard = new Heard(source).listen(65_000);
      assertThat(heard.jumps).hasSize(3).allSatisfy(CaptureTest::isRightToOnePeriod);
      assertThat(heard.jumps)
          .allSatisfy(jump -> assertThat(jump.truth()).isGreaterThan(RATE * 150 / 1000))
          .allSatisfy(jump -> assertThat(jump.reason()).contains("overran"));
    }
  }

  /**
   * Nobody waits for the samples: periods gather, and come together. Two or three do, by where the
   * card's periods lie in the moments at which it is looked at; the first may come alone.
   */
  @Test
  void aRelaxedReaderGetsTheSameFramesInFewerBlocks() throws IOException {
    try (PacketSource source = connect(paced("scripted", () -> Pace.RELAXED)).open()) {
      Heard heard = new Heard(source).listen(2 * RATE);
      assertThat(heard.jumps).isEmpty();
      assertThat(heard.blocks * 3L).isLessThanOrEqualTo(2 * (2 * RATE / PERIOD));
    }
  }

  @Test
  void whoLooksAtTheSamplesGetsThemSoonFromThenOn() throws IOException {
    AtomicReference<Pace> pace = new AtomicReference<>(Pace.RELAXED);
    try (PacketSource source = connect(paced("scripted", pace::get)).open()) {
      Heard heard = new Heard(source).listen(RATE);
      pace.set(Pace.PROMPT);
      heard.listen(2 * RATE);
      int before = heard.blocks;
      long from = heard.frames;
      heard.listen(3 * RATE);
      assertThat(heard.jumps).isEmpty();
      assertThat((heard.frames - from) / (heard.blocks - before)).isLessThan(3 * PERIOD / 2);
    }
  }

  /** Without room for what gathers, each period is read; else this card would overrun. */
  @Test
  void aRelaxedReaderOfACardWithASmallBufferLosesNothing() throws IOException {
    CardSettings settings = paced("scripted:held=" + 8 * RATE / 4, () -> Pace.RELAXED);
    try (PacketSource source = connect(settings).open()) {
      assertThat(new Heard(source).listen(2 * RATE).jumps).isEmpty();
    }
  }

  @Test
  void whatAnOverrunLostIsToldAsWellToARelaxedReader() throws IOException {
    CardSettings settings =
        paced("scripted:fault=overrun,at=20000,times=3,pause=150", () -> Pace.RELAXED);
    try (PacketSource source = connect(settings).open()) {
      Heard heard = new Heard(source).listen(90_000);
      assertThat(heard.jumps).hasSize(3).allSatisfy(CaptureTest::isRightToOnePeriod);
    }
  }

  private static CardSettings paced(String device, Supplier<Pace> pace) {
    return new CardSettings(
        device,
        new SampleRate(RATE),
        2,
        Optional.of(SampleFormat.S32),
        Codec.PCM,
        new FlacContainer(),
        List.of(),
        1,
        pace);
  }

  @Test
  void whatASleepLostIsToldRightToOnePeriod() throws IOException {
    try (PacketSource source = connect("scripted:fault=suspend,at=20000,pause=250").open()) {
      Heard heard = new Heard(source).listen(30_000);
      assertThat(heard.jumps).hasSize(1).allSatisfy(CaptureTest::isRightToOnePeriod);
      assertThat(heard.jumps.getFirst().reason()).contains("slept");
    }
  }

  private static void isRightToOnePeriod(Heard.Jump jump) {
    System.out.println(jump);
    assertThat(jump.told()).isBetween(jump.truth() - EXACTNESS, jump.truth() + EXACTNESS);
  }

  @Test
  void allThatAPulledCardGaveComesBeforeItsEnd() throws IOException {
    try (PacketSource source = connect("scripted:fault=pulled,at=24000").open()) {
      Heard heard = new Heard(source);
      CaptureFailure failure = catchThrowableOfType(CaptureFailure.class, heard::listenToTheEnd);
      assertThat(failure.kind()).isEqualTo(CaptureFailure.Kind.PULLED);
      assertThat(failure)
          .hasMessageContaining("scripted:fault=pulled")
          .hasMessageContaining("No such device");
      assertThat(heard.frames).isGreaterThanOrEqualTo(24_000);
      assertThatThrownBy(heard::listenToTheEnd).isInstanceOf(CaptureFailure.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "scripted:fault=busy, BUSY, dsnoop",
    "scripted:fault=absent, ABSENT, shared_mic",
    "no_such_card, ABSENT, no_such_card",
    "scripted:fault=forbidden, REFUSED, group audio",
    "card:Gone, ABSENT, card:Gone",
    "usb:9-9, ABSENT, usb:9-9",
    "99, ABSENT, number 99",
  })
  void aCardThatDoesNotOpenIsAState(String device, CaptureFailure.Kind kind, String hint) {
    assertFailure(settings(device, RATE, 2, Optional.of(SampleFormat.S16), List.of()), kind)
        .hasMessageContaining(hint);
  }

  @Test
  void whatACardDoesNotHaveIsRefusedWithWhatItHas() {
    Optional<SampleFormat> s16 = Optional.of(SampleFormat.S16);
    CaptureFailure.Kind unsupported = CaptureFailure.Kind.UNSUPPORTED;
    assertFailure(settings("scripted:rate=48000", 44_100, 2, s16, List.of()), unsupported)
        .hasMessageContaining("44100")
        .hasMessageContaining("48000 Hz");
    assertFailure(settings("scripted:channels=8", RATE, 2, s16, List.of()), unsupported)
        .hasMessageContaining("8 channels, not 2");
    assertFailure(settings("scripted:format=10", RATE, 2, s16, List.of()), unsupported)
        .hasMessageContaining("no s16: it has s32");
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertFailure(
      CardSettings settings, CaptureFailure.Kind kind) {
    CaptureFailure failure =
        catchThrowableOfType(CaptureFailure.class, () -> connect(settings).open());
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
    return assertThat(failure);
  }

  @Test
  void aRecorderThatIsTooSlowLosesTheExactNumberOfFrames() throws IOException {
    try (PacketSource fast = connect("scripted:speed=4000").open();
        PacketSource clock = connect("scripted").open()) {
      Heard heard = new Heard(fast);
      Heard real = new Heard(clock);
      heard.listen(PERIOD);
      real.listen(RATE * 4 / 5);
      heard.listen(RATE * 24L);
      assertThat(heard.jumps).isNotEmpty();
      assertThat(heard.jumps)
          .allSatisfy(jump -> assertThat(jump.told()).isEqualTo(jump.truth()))
          .allSatisfy(jump -> assertThat(jump.reason()).contains("did not keep up"));
    }
  }

  @Test
  void closingEndsAWaitAtOnce() throws Exception {
    Connection connection = connect("scripted:fault=silence,at=" + PERIOD);
    PacketSource source = connection.open();
    CountDownLatch waits = new CountDownLatch(1);
    CompletableFuture<Throwable> ended = inBackground(source, waits);
    assertThat(waits.await(5, TimeUnit.SECONDS)).isTrue();
    long began = System.nanoTime();
    source.close();
    assertThat(ended.get(5, TimeUnit.SECONDS))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(CaptureFailure.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
  }

  private static CompletableFuture<Throwable> inBackground(
      PacketSource source, CountDownLatch waits) {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                Heard heard = new Heard(source);
                heard.listen(PERIOD);
                source.beforeWaiting(waits::countDown);
                heard.listenToTheEnd();
              } catch (IOException | AssertionError e) {
                ended.complete(e);
              }
            });
    return ended;
  }

  @Test
  void aDriverThatHangsIsAStallAndHoldsNobody() throws IOException {
    CardConnector connector =
        new CardConnector(library(), cards(), TimeSource.system(), Duration.ofMillis(400));
    try (PacketSource source =
        connector.connection(settings("scripted:fault=hang,at=" + 2 * PERIOD)).open()) {
      Heard heard = new Heard(source);
      CaptureFailure failure = catchThrowableOfType(CaptureFailure.class, heard::listenToTheEnd);
      assertThat(failure.kind()).isEqualTo(CaptureFailure.Kind.STALLED);
      assertThat(heard.frames).isGreaterThanOrEqualTo(2 * PERIOD);
    }
  }

  @Test
  void anArrivalIsWhenTheLastFrameOfItsBlockWasCaptured() throws IOException {
    try (PacketSource source = connect("scripted").open()) {
      source.next();
      long frames = 0;
      long first = 0;
      while (frames < RATE) {
        PcmBlock block = (PcmBlock) source.next();
        frames += block.samples();
        assertThat(source.arrivalNanos()).isLessThanOrEqualTo(System.nanoTime());
        long start = source.arrivalNanos() - frames * 1_000_000_000L / RATE;
        first = first == 0 ? start : first;
        assertThat(start - first).isBetween(-25_000_000L, 25_000_000L);
      }
    }
  }

  @Test
  void theCardsThreadAllocatesNothingPerPeriod() throws IOException {
    try (PacketSource source = connect("scripted:speed=2000").open()) {
      Heard heard = new Heard(source).listen(RATE * 4L);
      long before = allocated("card scripted:speed=2000");
      heard.listen(RATE * 12L);
      long perPeriod = (allocated("card scripted:speed=2000") - before) / (8 * 40);
      System.out.println(perPeriod + " bytes per period");
      assertThat(perPeriod).isLessThan(16);
    }
  }

  private static long allocated(String thread) {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    for (var info : threads.dumpAllThreads(false, false, 0)) {
      if (info.getThreadName().equals(thread)) {
        return threads.getThreadAllocatedBytes(info.getThreadId());
      }
    }
    throw new AssertionError("No thread " + thread);
  }

  @Test
  void aClosedCardIsFreeForTheNext() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (PacketSource source = connect("shared_mic").open()) {
        assertThat(source.station().address()).isEqualTo("alsa:shared_mic");
        new Heard(source).listen(PERIOD);
      }
    }
  }

  @Test
  void aConnectionIsOpenedOnce() throws IOException {
    Connection connection = connect("scripted");
    connection.open().close();
    assertThatThrownBy(connection::open).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theHeaderNamesTheCodecOfTheFile() throws IOException {
    CardSettings flac =
        new CardSettings(
            "scripted",
            new SampleRate(RATE),
            2,
            Optional.of(SampleFormat.S24),
            Codec.FLAC,
            new FlacContainer(),
            List.of(),
            1);
    try (PacketSource source = connect(flac).open()) {
      StreamElement.TrackHeader header = (StreamElement.TrackHeader) source.next();
      assertThat(header.format().codec()).isEqualTo(Codec.FLAC);
      assertThat(source.container()).isSameAs(flac.container());
    }
  }

  private Connection connect(String device) {
    return connect(settings(device));
  }

  private Connection connect(CardSettings settings) {
    return new CardConnector(library(), cards(), TimeSource.system()).connection(settings);
  }

  private Cards cards() {
    return Cards.under(nothing, library());
  }

  private static Alsa library() {
    return ScriptedCard.library();
  }

  private static CardSettings settings(String device) {
    return settings(device, RATE, 2, Optional.of(SampleFormat.S32), List.of());
  }

  private static CardSettings settings(
      String device, int rate, int channels, Optional<SampleFormat> format, List<Integer> pick) {
    return new CardSettings(
        device, new SampleRate(rate), channels, format, Codec.PCM, new FlacContainer(), pick, 1);
  }
}
