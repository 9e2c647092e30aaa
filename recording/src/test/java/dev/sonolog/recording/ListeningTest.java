package dev.sonolog.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.Title;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.mpeg.MpegContainer;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.wav.WavContainer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A source at a thousand samples a second, which says the number of each; all by its own clock. */
class ListeningTest {
  private static final int HERTZ = 1_000;
  private static final SampleRate RATE = new SampleRate(HERTZ);
  private static final Instant BEGUN = Instant.parse("2026-10-25T00:00:00Z");
  private static final Duration HALF = Duration.ofNanos(500_000);

  private final StandingTime time = new StandingTime();
  private final WallClock wallClock = new WallClock(time);
  private int heard;

  /** Clocks that a test moves. */
  private static final class StandingTime implements TimeSource {
    private long nanos;
    private Duration slept = Duration.ZERO;

    @Override
    public Instant now() {
      return BEGUN.plusNanos(nanos).plus(slept);
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }

  /** A packet that cannot be divided. */
  private record Coded(int number, int samples) implements Packet {
    @Override
    public byte[] bytes() {
      return new byte[100];
    }

    @Override
    public long endPosition() {
      return 0;
    }
  }

  private Listening samples(Duration preRoll) {
    TrackHeader header =
        new TrackHeader(new AudioFormat(Codec.PCM, RATE, 1), new PcmSetup(SampleFormat.S32));
    return begun(new Listening(header, new WavContainer(), preRoll, wallClock), header);
  }

  private Listening packets(Duration preRoll) {
    TrackHeader header =
        new TrackHeader(new AudioFormat(Codec.MPEG_LAYER_3, RATE, 1), StreamElement.Setup.NONE);
    return begun(new Listening(header, new MpegContainer(), preRoll, wallClock), header);
  }

  private Listening begun(Listening listening, TrackHeader header) {
    listening.hear(header, time.nanos());
    return listening;
  }

  private void hearSamples(Listening listening, int blocks) {
    for (int i = 0; i < blocks; i++) {
      ByteBuffer bytes = ByteBuffer.allocate(20 * Integer.BYTES);
      for (int sample = 0; sample < 20; sample++) {
        bytes.putInt(heard++);
      }
      pass(20);
      listening.hear(new PcmBlock(bytes.array(), 20, 0), time.nanos());
    }
  }

  private void hearPackets(Listening listening, int count) {
    for (int i = 0; i < count; i++) {
      pass(20);
      listening.hear(new Coded(heard++, 20), time.nanos());
    }
  }

  private void pass(int samples) {
    time.nanos += RATE.duration(samples).toNanos();
  }

  private static Instant on(int sample) {
    return BEGUN.plus(RATE.duration(sample));
  }

  private static List<Integer> numbers(Beginning beginning) {
    List<Integer> numbers = new ArrayList<>();
    for (StreamElement element : beginning.elements()) {
      if (element instanceof PcmBlock block) {
        ByteBuffer bytes = ByteBuffer.wrap(block.bytes());
        while (bytes.hasRemaining()) {
          numbers.add(bytes.getInt());
        }
      }
    }
    return numbers;
  }

  @Test
  void itBeginsWithTheFirstSampleOfTheInstantOrBehindIt() {
    Listening listening = samples(Duration.ofSeconds(10));
    hearSamples(listening, 400);
    for (int sample = 2_000; sample < 2_050; sample++) {
      Beginning at = listening.beginning(on(sample)).orElseThrow();
      assertThat(at.position()).isEqualTo(sample);
      assertThat(numbers(at).getFirst()).isEqualTo(sample);
      assertThat(numbers(at)).hasSize(8_000 - sample);
      assertThat(at.timeline().at(at.position())).isEqualTo(on(sample));
      Beginning behind = listening.beginning(on(sample).plus(HALF)).orElseThrow();
      assertThat(numbers(behind).getFirst()).isEqualTo(sample + 1);
    }
  }

  @Test
  void whatHasNotComeIsWaitedForToTheSample() {
    Listening listening = samples(Duration.ZERO);
    assertThat(listening.beginning(on(0))).isEmpty();
    hearSamples(listening, 100);
    Instant asked = on(2_000).plus(HALF);
    assertThat(listening.beginning(asked)).isEmpty();
    assertThat(listening.hasReached(asked)).isFalse();
    hearSamples(listening, 1);
    assertThat(numbers(listening.beginning(asked).orElseThrow()).getFirst()).isEqualTo(2_001);
  }

  @Test
  void whatIsOlderThanItHoldsBeginsWhereThatBegins() {
    Listening listening = samples(Duration.ofSeconds(2));
    hearSamples(listening, 100);
    assertThat(numbers(listening.beginning(on(-5_000)).orElseThrow()).getFirst()).isZero();
    hearSamples(listening, 900);
    assertThat(numbers(listening.beginning(on(0)).orElseThrow()).getFirst())
        .as("two seconds and the margin")
        .isEqualTo(20_000 - 5_000);
  }

  @Test
  void whatATakeHoldsAlreadyIsNotInTheNext() {
    Listening listening = samples(Duration.ofSeconds(10));
    assertThat(listening.isUsed()).isFalse();
    hearSamples(listening, 100);
    listening.use(7);
    assertThat(listening.isUsed()).isTrue();
    assertThat(numbers(listening.beginning(on(0)).orElseThrow())).startsWith(1_993).hasSize(7);
    hearSamples(listening, 1);
    assertThat(numbers(listening.beginning(on(1_500)).orElseThrow())).startsWith(1_993).hasSize(27);
  }

  @Test
  void packetsAreNotDividedAndThoseBeforeAreForTheMuxer() {
    Listening listening = packets(Duration.ofSeconds(1));
    hearPackets(listening, 300); // 6 s, of which 4 are held
    Beginning at = listening.beginning(on(5_001)).orElseThrow();
    assertThat(at.position()).isEqualTo(5_020);
    assertThat(at.elements()).hasSize(49).startsWith(new Coded(251, 20));
    assertThat(at.leadIn()).hasSize(151).endsWith(new Coded(250, 20));
    assertThat(listening.beginning(on(5_980)).orElseThrow().elements()).hasSize(1);
    assertThat(listening.beginning(on(5_981))).as("the next packet is not whole yet").isEmpty();
  }

  @Test
  void aTakeBeginsWithTheTitleThatIsHeard() {
    Listening listening = samples(Duration.ofSeconds(10));
    hearSamples(listening, 10);
    listening.hear(new Title("first"), time.nanos());
    hearSamples(listening, 10);
    listening.hear(new Title("second"), time.nanos());
    hearSamples(listening, 10);
    assertThat(listening.beginning(on(100)).orElseThrow().title()).isEmpty();
    Beginning amid = listening.beginning(on(300)).orElseThrow();
    assertThat(amid.title()).contains(new Title("first"));
    assertThat(amid.elements()).contains(new Title("second"));
    assertThat(listening.beginning(on(400)).orElseThrow().title()).contains(new Title("second"));
  }

  @Test
  void nothingFromBeforeASleepIsOfUse() {
    Listening listening = samples(Duration.ofSeconds(10));
    hearSamples(listening, 100);
    assertThat(listening.isSettled(time.nanos())).isTrue();
    time.slept = Duration.ofHours(1);
    listening.hear(new StreamElement.Lost(1, "slept"), time.nanos());
    assertThat(listening.isSettled(time.nanos())).as("the clock learns anew").isFalse();
    hearSamples(listening, 100);
    Beginning first = listening.beginning(BEGUN).orElseThrow();
    assertThat(numbers(first)).startsWith(2_000).hasSize(2_000);
    assertThat(first.timeline().at(first.position())).isEqualTo(on(2_000).plus(time.slept));
  }

  @Test
  void theClockOfARunGoesOnByItself() {
    Listening listening = samples(Duration.ofSeconds(10));
    hearSamples(listening, 100);
    RunTimeline timeline = listening.beginning(on(1_000)).orElseThrow().timeline();
    Instant before = timeline.at(1_500);
    time.nanos -= RATE.duration(500).toNanos(); // what comes now proves that all was earlier
    hearSamples(listening, 100);
    assertThat(listening.hasReached(on(3_499))).isTrue();
    assertThat(timeline.expected(1_500)).isEqualTo(before);
  }
}
