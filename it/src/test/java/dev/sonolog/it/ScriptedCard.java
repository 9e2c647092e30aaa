package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.CaptureFailure;
import dev.sonolog.capture.Connection;
import dev.sonolog.capture.PacketSource;
import dev.sonolog.capture.StationInfo;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.wav.WavContainer;
import dev.sonolog.recording.SourceSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A sound card without hardware, whose every frame says its number: it gives periods, loses frames
 * and is pulled out as its script says, at instants on the test's clocks.
 */
final class ScriptedCard implements SourceSettings.Local {
  /** Something that the card does. */
  sealed interface Step {
    /** So many periods of {@link #PERIOD} frames come, each when it is complete. */
    record Periods(int count) implements Step {}

    /** So many frames are heard by nobody. */
    record Loses(int frames) implements Step {}

    /** The machine sleeps for so many frames, and the card is asked to go on. */
    record Sleeps(int frames) implements Step {}

    /** The card is pulled out. */
    record Pulled() implements Step {}

    /** Nothing comes until the test says so; the clocks stand still. */
    record Waits(Gate gate) implements Step {}
  }

  /** Where the script waits for the test. */
  static final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Waits until the card stands before it. */
    void awaitCard() throws InterruptedException {
      assertThat(reached.await(20, TimeUnit.SECONDS)).as("the card came to the gate").isTrue();
    }

    void open() {
      open.countDown();
    }
  }

  /** Frames of a period: none of a whole number of them is a second. */
  static final int PERIOD = 1_111;

  static final SampleRate RATE = new SampleRate(48_000);

  private static final int CHANNELS = 2;

  private final Container container;
  private final Codec codec;
  private final SteppingClocks time;
  private final Deque<Step> steps;

  ScriptedCard(Container container, Codec codec, SteppingClocks time, List<Step> steps) {
    this.container = container;
    this.codec = codec;
    this.time = time;
    this.steps = new ArrayDeque<>(steps);
  }

  /** The first connection follows the script; there is no card for those that come after. */
  Connection connection() {
    return new Plugged();
  }

  /** The numbers of the frames that WAV files of such a card hold, in their order. */
  static List<Integer> numbers(List<StoredSegment> segments) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (StoredSegment segment : segments) {
      try (InputStream in = Files.newInputStream(segment.file())) {
        PacketReader reader = new WavContainer().reader(new ByteInput(in, 1 << 20));
        StreamElement element = reader.next();
        while (!(element instanceof StreamElement.End)) {
          if (element instanceof PcmBlock block) {
            add(block, numbers);
          }
          element = reader.next();
        }
      }
    }
    return numbers;
  }

  private static void add(PcmBlock block, List<Integer> numbers) {
    ByteBuffer samples = ByteBuffer.wrap(block.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int frame = 0; frame < block.samples(); frame++) {
      int left = samples.getInt();
      assertThat(samples.getInt()).isEqualTo(left);
      numbers.add(left);
    }
  }

  private final class Plugged implements Connection, PacketSource {
    private boolean headed;
    private int periods;
    private long frame;
    private Runnable waiting = () -> {};
    private volatile boolean closed;

    @Override
    public PacketSource open() throws IOException {
      if (steps.isEmpty()) {
        throw new CaptureFailure(CaptureFailure.Kind.ABSENT, "no sound card is there");
      }
      return this;
    }

    @Override
    public StationInfo station() {
      return StationInfo.remembered("alsa:script", Optional.of("Scripted card"));
    }

    @Override
    public Container container() {
      return container;
    }

    @Override
    public StreamElement next() throws IOException {
      if (closed) {
        throw new IOException("the connection was closed");
      }
      if (!headed) {
        headed = true;
        return new StreamElement.TrackHeader(
            new AudioFormat(codec, RATE, CHANNELS), new PcmSetup(SampleFormat.S32));
      }
      return switch (steps.peek()) {
        case Step.Periods(int count) when periods < count -> period();
        case Step.Periods _ -> {
          periods = 0;
          steps.remove();
          yield next();
        }
        case Step.Loses(int frames) -> {
          steps.remove();
          frame += frames;
          time.advance(RATE.duration(frames));
          yield new StreamElement.Lost(frames, "overrun");
        }
        case Step.Sleeps(int frames) -> {
          steps.remove();
          frame += frames;
          time.sleep(RATE.duration(frames));
          yield new StreamElement.Lost(frames, "the machine slept");
        }
        case Step.Waits(Gate gate) -> {
          stand(gate);
          steps.remove();
          yield next();
        }
        case Step.Pulled _ -> {
          steps.remove();
          throw new CaptureFailure(CaptureFailure.Kind.PULLED, "the card was pulled out");
        }
        case null -> throw new CaptureFailure(CaptureFailure.Kind.PULLED, "the script is over");
      };
    }

    private void stand(Gate gate) throws IOException {
      gate.reached.countDown();
      try {
        while (!closed && !gate.open.await(5, TimeUnit.MILLISECONDS)) {
          waiting.run();
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (closed) {
        throw new IOException("the connection was closed");
      }
    }

    private PcmBlock period() {
      periods++;
      waiting.run();
      time.advance(RATE.duration(PERIOD));
      byte[] bytes = frames();
      frame += PERIOD;
      return new PcmBlock(bytes, PERIOD, frame * CHANNELS * Integer.BYTES);
    }

    private byte[] frames() {
      byte[] bytes = new byte[PERIOD * CHANNELS * Integer.BYTES];
      for (int at = 0; at < bytes.length; at += Integer.BYTES) {
        long number = frame + at / (CHANNELS * Integer.BYTES);
        for (int part = 0; part < Integer.BYTES; part++) {
          bytes[at + part] = (byte) (number >> (8 * part));
        }
      }
      return bytes;
    }

    @Override
    public long arrivalNanos() {
      return time.nanos();
    }

    @Override
    public void beforeWaiting(Runnable action) {
      waiting = action;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
