package dev.sonolog.archive;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the last packets of a source's newest run back from its files. Of a long file only the head
 * and the end are read, as one who joins a live stream hears them. Made for one source; plain
 * blocking code: platform threads only.
 */
final class TailReading {
  /** A head, and the codec's headers behind it, are no longer, in bytes. */
  private static final int HEAD = 256 << 10;

  /** So much more than the average bitrate says is read, in bytes. */
  private static final int RESERVE = 512 << 10;

  private static final int LOOK_AHEAD = 1 << 20;

  private final CatalogueView view;
  private final SegmentReading reading;
  private final List<Packet> packets = new ArrayList<>();
  private @Nullable Container container;
  private @Nullable TrackHeader track;
  private long samples;

  TailReading(CatalogueView view, SegmentReading reading) {
    this.view = view;
    this.reading = reading;
  }

  /**
   * The end of the source's newest run.
   *
   * @param length how much audio is wanted
   * @param since runs that ended before are not looked at
   * @return nothing when the run's last file is not whole and where it should be
   */
  Optional<RunTail> read(String source, Duration length, Instant since) throws IOException {
    List<StoredRun> runs = view.runs(source, since, Instant.MAX);
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    List<StoredSegment> segments = view.segmentsOf(runs.getLast().run());
    if (segments.isEmpty() || !isWhole(segments.getLast())) {
      return Optional.empty();
    }
    long wanted = runs.getLast().format().rate().samples(length);
    boolean more = true;
    for (int i = segments.size() - 1; i >= 0 && more && isWhole(segments.get(i)); i--) {
      more = add(segments.get(i), wanted - samples) && samples < wanted;
    }
    return tail(runs.getLast(), segments.getLast());
  }

  private static boolean isWhole(StoredSegment segment) {
    return segment.state() == SegmentState.SEALED && segment.content().isPresent();
  }

  private Optional<RunTail> tail(StoredRun run, StoredSegment last) {
    if (container == null || track == null || packets.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RunTail(
            run,
            last.number() + 1,
            last.firstSample() + last.content().orElseThrow().samples(),
            last.knownEnd(),
            container,
            track,
            packets));
  }

  /** Puts a file's packets in front of those of the files behind it; whether that was possible. */
  private boolean add(StoredSegment segment, long wanted) throws IOException {
    StoredSegment.Content content = segment.content().orElseThrow();
    double share = Math.min(1, (double) wanted / Math.max(1, content.samples()));
    long end = Math.round(content.bytes() * share) + RESERVE;
    return reading.with(
        segment.file(), (known, file) -> take(known, file, Math.max(0, file.size() - end)));
  }

  private boolean take(Container known, FileChannel file, long from) throws IOException {
    boolean whole = from <= HEAD;
    int repeated = whole ? known.inspect(file.position(0)).repeatedPackets() : 0;
    InputStream in = Channels.newInputStream(file.position(0)); // which goes where the channel goes
    if (!whole) {
      byte[] head = in.readNBytes(HEAD);
      file.position(from);
      in = new SequenceInputStream(new ByteArrayInputStream(head), in);
    }
    PacketReader reader = known.reader(new ByteInput(in, LOOK_AHEAD));
    return take(known, reader, repeated, whole ? 0 : HEAD);
  }

  private boolean take(Container known, PacketReader reader, int repeated, long from)
      throws IOException {
    List<Packet> own = new ArrayList<>();
    TrackHeader newest = null;
    int seen = 0;
    StreamElement element = reader.next();
    while (!(element instanceof StreamElement.End)) {
      if (element instanceof TrackHeader header) {
        newest = header;
        own.clear();
      } else if (element instanceof Packet packet) {
        boolean counts = seen++ >= repeated && packet.endPosition() - packet.bytes().length >= from;
        if (counts && !(own.isEmpty() && packet.samples() == 0)) {
          own.add(packet);
        }
      }
      element = reader.next();
    }
    if (newest == null || (track != null && !track.equals(newest))) {
      return false;
    }
    container = known;
    track = newest;
    packets.addAll(0, own);
    own.forEach(packet -> samples += packet.samples());
    return true;
  }
}
