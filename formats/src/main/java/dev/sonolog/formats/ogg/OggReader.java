package dev.sonolog.formats.ogg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Finds the packets of the first audio stream in any bytes that hold Ogg pages, live or stored.
 * Owned by whoever owns the input; one thread; keeps the packets of one page.
 *
 * <p>Each link of a chain begins with a track header, and a title where its comment says one, or
 * where the link before said one and this does not.
 */
final class OggReader implements PacketReader {
  private final OggPageReader pages;
  private final ByteInput input;
  private final OggDemuxer demuxer = new OggDemuxer();
  private final Queue<StreamElement> ready = new ArrayDeque<>();
  private boolean told;
  private boolean titled;
  private @Nullable String refused;

  /**
   * @throws IllegalArgumentException if the input keeps less than {@link OggPage#MAX_LENGTH} bytes
   */
  OggReader(ByteInput input) {
    this.input = input;
    this.pages = new OggPageReader(input);
  }

  @Override
  public StreamElement next() throws IOException {
    Optional<StreamElement> element = step();
    while (element.isEmpty()) {
      element = step();
    }
    return element.get();
  }

  private Optional<StreamElement> step() throws IOException {
    if (!ready.isEmpty()) {
      return Optional.of(ready.remove()).filter(this::worthTelling);
    }
    if (refused != null) {
      throw new UnsupportedFormatException(refused);
    }
    return switch (pages.next()) {
      case OggPageReader.Found.Page(OggPage page) -> take(page);
      case OggPageReader.Found.Skipped(StreamElement.Damage damage) -> skipped(damage);
      case OggPageReader.Found.End() -> end();
    };
  }

  private Optional<StreamElement> take(OggPage page) {
    try {
      demuxer.take(page, told, ready);
    } catch (UnsupportedFormatException e) {
      refused = String.valueOf(e.getMessage());
    }
    told = false;
    return Optional.empty();
  }

  private Optional<StreamElement> skipped(StreamElement.Damage damage) {
    told = true;
    if (!pages.joined() && damage.bytes() >= OggPageReader.SEARCH_LIMIT) {
      refused = "No Ogg page in " + damage.bytes() + " bytes; an Ogg stream was expected";
      return Optional.empty();
    }
    return Optional.of(damage);
  }

  private Optional<StreamElement> end() {
    demuxer.end(input.position(), ready);
    return ready.isEmpty() ? Optional.of(new StreamElement.End()) : Optional.empty();
  }

  private boolean worthTelling(StreamElement element) {
    if (!(element instanceof StreamElement.Title(String text))) {
      return true;
    }
    boolean worth = titled || !text.isEmpty();
    titled = !text.isEmpty();
    return worth;
  }
}
