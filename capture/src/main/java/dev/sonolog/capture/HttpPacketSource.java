package dev.sonolog.capture;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A stream of a station that was found and recognised. Merges the titles of the transport into the
 * elements of the audio by their place in the bytes.
 *
 * <p>The audio of a live source has no end that would be as planned, so {@link StreamElement.End}
 * is never returned. Whatever ends the stream, first all whole packets and the damage behind them
 * are returned, then {@link CaptureFailure} is thrown: {@code CLOSED} when the station ended in
 * order, {@code LOST} when it broke off, {@code STALLED} when nothing came. After {@link #close}
 * nothing more is returned and the exception is another one.
 *
 * <p>Pulled by the source's thread.
 */
final class HttpPacketSource implements PacketSource {
  /** Damage of so many bytes may be something else than damage. */
  private static final int WORTH_A_LOOK = 4_096;

  private final Wire wire;
  private final TimeSource time;
  private final Recognised audio;
  private Container container;
  private PacketReader reader;
  private final Deque<StreamElement> next = new ArrayDeque<>();
  private final Runnable closing;
  private FormatHint hint;
  private long left;
  private long lastPacketEnd;

  /**
   * A body whose container is known, standing at its first byte.
   *
   * @param containers what else it may become
   */
  record Recognised(
      StationInfo station,
      Container container,
      List<Container> containers,
      ByteInput input,
      EndingInput ending,
      Optional<IcyInput> titles) {}

  HttpPacketSource(
      Recognised audio, FormatHint hint, Wire wire, TimeSource time, Runnable closing) {
    this.audio = audio;
    this.hint = hint;
    this.wire = wire;
    this.time = time;
    this.closing = closing;
    this.container = audio.container();
    this.reader = container.reader(audio.input());
    this.left = time.nanos();
  }

  @Override
  public StationInfo station() {
    return audio.station();
  }

  @Override
  public Container container() {
    return container;
  }

  @Override
  public StreamElement next() throws IOException {
    wire.checkOpen();
    wire.excuse(time.nanos() - left);
    try {
      return pull();
    } finally {
      left = time.nanos();
    }
  }

  private StreamElement pull() throws IOException {
    StreamElement known = next.pollFirst();
    if (known != null) {
      return known;
    }
    StreamElement read = read();
    wire.checkOpen();
    return switch (read) {
      case StreamElement.Packet packet -> withTitles(packet);
      case StreamElement.TrackHeader header -> checked(header);
      case StreamElement.Damage damage -> damage;
      case StreamElement.Title title -> title;
      case StreamElement.Lost lost -> lost;
      case StreamElement.End _ -> throw ending();
    };
  }

  private StreamElement read() throws IOException {
    audio.input().mark();
    long before = audio.input().position();
    StreamElement read = reader.next();
    boolean lost =
        read instanceof StreamElement.Damage damage
            && damage.bytes() >= WORTH_A_LOOK
            && damage.position() >= before; // else the reader has passed it with what it keeps
    return lost && isAnother(before) ? reader.next() : read;
  }

  /**
   * Whether from a place on the bytes are of another container: a server that puts another stream
   * in the place of one that failed, or something in front of it, need not care for its kind.
   */
  private boolean isAnother(long place) throws IOException {
    ByteInput input = audio.input();
    long consumed = input.position() - place;
    if (!input.reset()) {
      return false;
    }
    for (Container other : audio.containers()) {
      if (!other.name().equals(container.name()) && other.sniff(input)) {
        container = other;
        reader = other.reader(input);
        return true;
      }
    }
    input.skip(Math.toIntExact(consumed));
    return false;
  }

  private StreamElement withTitles(StreamElement.Packet packet) {
    wire.restart();
    lastPacketEnd = packet.endPosition();
    long start = packet.endPosition() - packet.bytes().length;
    audio.titles().ifPresent(titles -> collect(titles, start));
    next.addLast(packet);
    return next.removeFirst();
  }

  private void collect(IcyInput titles, long start) {
    Optional<IcyInput.Placed> title = titles.titleUpTo(start);
    while (title.isPresent()) {
      next.addLast(new StreamElement.Title(title.get().text()));
      title = titles.titleUpTo(start);
    }
  }

  private StreamElement checked(StreamElement.TrackHeader header) {
    hint = hint.checked(header.format(), audio.station().address());
    return header;
  }

  private CaptureFailure ending() {
    String after = after();
    String address = audio.station().address();
    return audio
        .ending()
        .failure()
        .map(cause -> NetworkFailure.whileStreaming(address, after, cause))
        .orElseGet(
            () ->
                new CaptureFailure(
                    CaptureFailure.Kind.CLOSED,
                    address + ": the station ended the stream " + after));
  }

  private String after() {
    long all = audio.ending().position();
    long withoutPacket = all - lastPacketEnd;
    String junk = withoutPacket == 0 ? "" : ", no packet in the last " + withoutPacket + " of them";
    return "after " + all + " bytes of audio" + junk;
  }

  @Override
  public long arrivalNanos() {
    return wire.arrivalNanos();
  }

  @Override
  public void beforeWaiting(Runnable action) {
    wire.beforeWaiting(action);
  }

  @Override
  public void close() {
    closing.run();
  }
}
