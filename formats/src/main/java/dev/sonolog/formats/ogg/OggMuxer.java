package dev.sonolog.formats.ogg;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the links of an Ogg stream at packet borders. Each segment is header pages of its own (the
 * head), the packets that a decoder needs to have heard, and then the track's packets byte for byte
 * on new pages with granule positions from 0. One thread; what it remembers of a link is bounded.
 *
 * <p>A segment can begin anywhere, but not where a live stream was joined: there the first packets
 * cannot be decoded as they were meant. Behind packets that were lost later a segment begins with
 * those before the loss in front, and plays what the uncut stream plays.
 */
final class OggMuxer implements SegmentMuxer {
  private final AudioFormat format;
  private PreRoll preRoll;
  private OggSetup setup;
  private @Nullable SegmentWriter open;

  /** Of all packets that lie behind a link's end only the first's length is known here. */
  private boolean behindTheEnd;

  /** Whether the newest packet loses something at its end: only the last of a link can. */
  private boolean trimmed;

  OggMuxer(AudioFormat format, OggSetup setup) {
    this.format = format;
    this.setup = setup;
    this.preRoll = new PreRoll(setup);
  }

  @Override
  public boolean canBegin() {
    return preRoll.suffices();
  }

  @Override
  public void begin(SegmentTags tags, SegmentSink sink) throws IOException {
    if (open != null || !canBegin()) {
      throw new IllegalStateException(
          open != null ? "A segment is open" : "The packets before this one are missing");
    }
    OggHead head = new OggHead(setup.track(), serial(tags), preRoll.preSkip(), OggHead.NEW_ROOM);
    SegmentWriter segment = new SegmentWriter(head, sink);
    segment.begin(tags);
    for (OggPacket packet : preRoll.packets()) {
      segment.write(packet);
    }
    open = segment;
  }

  /** Files of one run that are joined byte by byte must not share a serial number. */
  private static int serial(SegmentTags tags) {
    CRC32 serial = new CRC32();
    serial.update((tags.run() + "/" + tags.number()).getBytes(StandardCharsets.UTF_8));
    return (int) serial.getValue();
  }

  @Override
  public boolean chains() {
    return true;
  }

  @Override
  public void link(StreamElement.TrackHeader header) throws IOException {
    if (!(header.setup() instanceof OggSetup next)) {
      throw new IllegalArgumentException(header.format() + " does not go on " + format);
    }
    link(new OggMuxer(header.format(), next));
  }

  @Override
  public void link(SegmentMuxer ahead) throws IOException {
    if (!(ahead instanceof OggMuxer next) || !next.format.equals(format)) {
      throw new IllegalArgumentException("What is to be linked does not go on " + format);
    }
    setup = next.setup;
    preRoll = next.preRoll;
    behindTheEnd = next.behindTheEnd;
    trimmed = next.trimmed;
    if (open != null) {
      open.link(new LinkStart(setup.track(), preRoll.preSkip(), preRoll.packets()));
    }
  }

  @Override
  public void write(StreamElement.Packet packet) throws IOException {
    if (!(packet instanceof OggPacket taken)) {
      throw new IllegalArgumentException("The packet belongs to another container");
    }
    if (trimmed && taken.endTrim() == 0 && open != null) {
      goOnBehindTheEnd(new OggSetup(setup.track(), OggSetup.Beginning.LATER));
    }
    trimmed = taken.endTrim() > 0;
    OptionalInt duration = setup.track().duration(preRoll.newest(), taken.bytes());
    if (duration.isEmpty()) {
      throw new IllegalArgumentException("The packet belongs to another track");
    }
    behindTheEnd |= taken.endTrim() > 0 && taken.endTrim() == duration.getAsInt();
    if (behindTheEnd) {
      return;
    }
    if (open != null) {
      open.write(taken);
    }
    preRoll.add(taken, duration.getAsInt());
  }

  /** What follows the end of a link, and was said to belong to it, is a link of its own. */
  private void goOnBehindTheEnd(OggSetup next) throws IOException {
    link(new StreamElement.TrackHeader(format, next));
  }

  @Override
  public long seal(SegmentTags tags, List<Chapter> chapters) throws IOException {
    SegmentWriter sealed = open;
    if (sealed == null) {
      throw new IllegalStateException("No segment is open");
    }
    open = null;
    return sealed.seal(tags, chapters);
  }
}
