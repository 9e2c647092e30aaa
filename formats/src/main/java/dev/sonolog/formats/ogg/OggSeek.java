package dev.sonolog.formats.ogg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.StreamElement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Finds a place in a segment of ours by the granule positions of its pages: halves the file until
 * the page is found behind which all packets lie that are wanted, and has a reader join there as it
 * joins a live stream, behind the headers. A segment with a second link is read from its start, for
 * each link counts anew. Made for one search.
 */
final class OggSeek {
  /** Many pages, in bytes. */
  private static final int READ_BUFFER = 64 << 10;

  /** A page of ours or two, in bytes. */
  private static final int GLANCE = 12 << 10;

  private static final int KEPT = 2 * OggPage.MAX_LENGTH;

  /** What lies ahead of a sample besides the pre-roll: pages and packets are shorter, in hertz. */
  private static final int PART_OF_A_SECOND = 2;

  /** Halving ends where reading is cheaper, in bytes. */
  private static final int CLOSE = 96 << 10;

  private final SeekableByteChannel file;

  /**
   * The one link of a segment.
   *
   * @param firstPage of its audio
   */
  private record Link(OggSetup setup, OggPage firstPage) {
    long sample(OggPage page) {
      return page.granule() - setup.preSkip();
    }
  }

  OggSeek(SeekableByteChannel file) {
    this.file = file;
  }

  SeekedSegment to(long sample) throws IOException {
    Link link = link();
    OggTrack track = link.setup().track();
    OggTrack.PreRollRule rule = track.preRollRule();
    int reserve = track.format().rate().hertz() / PART_OF_A_SECOND;
    long preRoll = rule.mostPackets() == Integer.MAX_VALUE ? rule.mostSamples() : 0;
    long wanted = sample - preRoll - reserve;
    Optional<OggPage> page =
        wanted <= 0 || chained(link) ? Optional.empty() : lastBefore(link, wanted);
    return page.isPresent()
        ? joined(link, page.get())
        : new SeekedSegment(new OggReader(new ByteInput(stream(0), KEPT, READ_BUFFER)), 0, 0);
  }

  private ByteInput input(long position) throws IOException {
    return new ByteInput(stream(position), KEPT, GLANCE);
  }

  private InputStream stream(long position) throws IOException {
    return Channels.newInputStream(file.position(position));
  }

  // --- the head

  private Link link() throws IOException {
    OggPageReader pages = new OggPageReader(input(0));
    OggDemuxer demuxer = new OggDemuxer();
    Queue<StreamElement> elements = new ArrayDeque<>();
    while (true) {
      switch (pages.next()) {
        case OggPageReader.Found.Page(OggPage page) -> {
          demuxer.take(page, false, elements);
          if (elements.peek() instanceof StreamElement.TrackHeader header
              && header.setup() instanceof OggSetup setup) {
            return new Link(setup, page);
          }
        }
        case OggPageReader.Found.Skipped _ -> {}
        case OggPageReader.Found.End() ->
            throw new MalformedSegmentException("The file holds no packet of a known codec");
      }
    }
  }

  /** Whether the file ends with pages of another link. */
  private boolean chained(Link link) throws IOException {
    OggPageReader pages = new OggPageReader(input(Math.max(0, file.size() - KEPT)));
    int serial = link.firstPage().serial();
    OggPageReader.Found found = pages.next();
    while (!(found instanceof OggPageReader.Found.End)) {
      if (found instanceof OggPageReader.Found.Page(OggPage page)) {
        serial = page.serial();
      }
      found = pages.next();
    }
    return serial != link.firstPage().serial();
  }

  // --- the place

  /** The last page found that ends at a sample or before. */
  private Optional<OggPage> lastBefore(Link link, long sample) throws IOException {
    long from = link.firstPage().position();
    long to = file.size();
    Optional<OggPage> best = Optional.empty();
    while (to - from > CLOSE) {
      long middle = (from + to) >>> 1;
      Optional<OggPage> page = pageFrom(link, middle, to);
      if (page.isPresent() && link.sample(page.get()) <= sample) {
        best = page;
        from = page.get().position();
      } else {
        to = middle;
      }
    }
    return best;
  }

  /** The first page of the link behind a position on which a packet ends. */
  private Optional<OggPage> pageFrom(Link link, long position, long end) throws IOException {
    OggPageReader pages = new OggPageReader(input(position));
    OggPageReader.Found found = pages.next();
    while (found instanceof OggPageReader.Found.Page
        || found instanceof OggPageReader.Found.Skipped) {
      if (found instanceof OggPageReader.Found.Page(OggPage page)
          && page.serial() == link.firstPage().serial()
          && page.granule() != OggPage.NO_PACKET_ENDS) {
        OggPage placed =
            new OggPage(
                position + page.position(),
                page.flags(),
                page.granule(),
                page.serial(),
                page.sequence(),
                page.lacing(),
                page.body());
        return placed.position() < end ? Optional.of(placed) : Optional.empty();
      }
      found = pages.next();
    }
    return Optional.empty();
  }

  private SeekedSegment joined(Link link, OggPage page) throws IOException {
    int headLength = Math.toIntExact(link.firstPage().position());
    byte[] head = stream(0).readNBytes(headLength);
    InputStream joined =
        new SequenceInputStream(new ByteArrayInputStream(head), stream(page.position()));
    OggReader reader = new OggReader(new ByteInput(joined, KEPT, READ_BUFFER));
    Joined begun = new Joined(reader);
    long samples = begun.readUpTo(headLength + page.length());
    return new SeekedSegment(begun, link.sample(page) - samples, 0);
  }

  /** A reader whose first elements were read already. */
  private static final class Joined implements PacketReader {
    private final OggReader reader;
    private final Queue<StreamElement> read = new ArrayDeque<>();

    Joined(OggReader reader) {
      this.reader = reader;
    }

    /** Reads the packets that end up to a position; the samples that they add. */
    long readUpTo(long position) throws IOException {
      long samples = 0;
      while (true) {
        StreamElement element = reader.next();
        read.add(element);
        if (element instanceof StreamElement.End) {
          return samples;
        }
        if (element instanceof StreamElement.Packet packet) {
          if (packet.endPosition() > position) {
            return samples;
          }
          samples += packet.samples();
        }
      }
    }

    @Override
    public StreamElement next() throws IOException {
      return read.isEmpty() ? reader.next() : read.remove();
    }
  }
}
