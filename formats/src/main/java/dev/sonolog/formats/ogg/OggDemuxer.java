package dev.sonolog.formats.ogg;

import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one logical stream among those that lie side by side, and follows a chain from link to
 * link (RFC 3533, section 4). Owned by a reader.
 *
 * <p>All first pages of a link stand together: the first stream of a codec that is recorded is
 * taken, the others are left out. A first page behind other pages begins a new link, whether or not
 * the one before was ended. Pages of a stream whose beginning was lost are damage.
 */
final class OggDemuxer {
  private static final System.Logger LOG = System.getLogger(OggDemuxer.class.getName());

  /** So many bytes of pages without any beginning are none that can be played. */
  private static final int HEADLESS_LIMIT = 1 << 20;

  /** More streams side by side are not told apart. */
  private static final int MAX_OTHERS = 64;

  private final Set<Integer> others = new HashSet<>();
  private final Set<String> otherNames = new LinkedHashSet<>();
  private @Nullable OggStream chosen;
  private int serial;
  private boolean beginning;
  private boolean everChosen;

  /**
   * Takes the next page.
   *
   * @param told whether damage in front of the page was told
   * @param out where the elements go
   * @throws UnsupportedFormatException if no logical stream is one that can be recorded
   */
  void take(OggPage page, boolean told, Queue<StreamElement> out)
      throws UnsupportedFormatException {
    if (page.beginsStream()) {
      begin(page, out);
    } else {
      goOn(page, told, out);
    }
  }

  /** Tells what is missing when nothing follows. */
  void end(long position, Queue<StreamElement> out) {
    if (chosen != null) {
      chosen.end(position, out);
      chosen = null;
    }
  }

  private void begin(OggPage page, Queue<StreamElement> out) throws UnsupportedFormatException {
    if (!beginning) {
      end(page.position(), out);
      chosen = null;
      others.clear();
      otherNames.clear();
      beginning = true;
    }
    byte[] first = firstPacket(page);
    OggMapping mapping = OggMappings.of(first).orElse(null);
    if (mapping != null && (chosen == null || serial == page.serial())) {
      serial = page.serial();
      everChosen = true;
      chosen = new OggStream(mapping);
      chosen.take(page, true, out);
    } else if (others.size() < MAX_OTHERS) {
      others.add(page.serial());
      otherNames.add(OggMappings.name(first));
    }
  }

  /** The first page holds the whole first packet, and nothing else (RFC 3533, section 6, 5). */
  private static byte[] firstPacket(OggPage page) {
    int length = 0;
    for (byte lacing : page.lacing()) {
      length += lacing & 0xFF;
      if ((lacing & 0xFF) < OggPage.FULL_SEGMENT) {
        break;
      }
    }
    return Arrays.copyOf(page.body(), length);
  }

  private void goOn(OggPage page, boolean told, Queue<StreamElement> out)
      throws UnsupportedFormatException {
    if (beginning) {
      beginning = false;
      checkBeginning();
    }
    if (chosen != null && page.serial() == serial) {
      listen(chosen, page, told, out);
    } else if (!others.contains(page.serial())) {
      headless(page, out);
    }
  }

  private void checkBeginning() throws UnsupportedFormatException {
    if (otherNames.isEmpty()) {
      return;
    }
    String names = String.join(", ", otherNames);
    if (chosen == null) {
      throw new UnsupportedFormatException(
          "An Ogg stream of " + names + "; Vorbis, Opus or FLAC was expected");
    }
    LOG.log(Level.INFO, "Other streams in the same Ogg stream are left out: {0}", names);
  }

  private void listen(OggStream stream, OggPage page, boolean told, Queue<StreamElement> out)
      throws UnsupportedFormatException {
    OggStream listened = stream;
    if (stream.ended() && page.lacing().length > 0) {
      listened = stream.understood() ? OggStream.behindTheEnd(stream) : stream;
      chosen = listened;
    }
    if (!listened.take(page, told, out)) {
      chosen = null;
      headless(page, out);
    }
  }

  private void headless(OggPage page, Queue<StreamElement> out) throws UnsupportedFormatException {
    if (!everChosen && page.endPosition() > HEADLESS_LIMIT) {
      throw new UnsupportedFormatException(
          "Ogg pages without the beginning of their stream, which names the codec");
    }
    out.add(
        new StreamElement.Damage(
            page.position(), page.length(), "a page of a stream whose beginning is missing"));
  }
}
