package dev.sonolog.formats.frames;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.tags.ForeignTag;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * Says whether an input begins with frames of one kind. Where another kind may be meant that looks
 * alike, the one that stands first decides: within the frames of one kind bytes can look like
 * another, and a live stream of the other kind is refused at once and not after the whole search.
 * Only peeks.
 */
public final class FrameSniffer {
  private FrameSniffer() {}

  /**
   * Whether frames of the first kind stand in front, junk and tags before them allowed. Looks as
   * far ahead as the input keeps bytes, at most {@link FrameReader#SEARCH_LIMIT} behind the tags.
   *
   * @param rival another kind of frames that share the first bits
   */
  public static boolean begins(ByteInput input, HeaderSyntax<?> own, HeaderSyntax<?> rival)
      throws IOException {
    int start = behindTags(input);
    FrameChain<?> wanted = new FrameChain<>(own, input);
    FrameChain<?> other = new FrameChain<>(rival, input);
    int length = own.headerLength();
    int searched = Math.min(FrameReader.SEARCH_LIMIT, input.limit() - start - length);
    for (int at = start; at < start + searched && input.ensure(at + length); at++) {
      if (wanted.standsAt(at, FrameReader.FIRST_SYNC)) {
        return true;
      }
      if (other.standsAt(at, FrameReader.FIRST_SYNC)) {
        return false;
      }
    }
    return false;
  }

  /**
   * How many bytes of tags lie in front of anything else; the input's limit when they are longer
   * than what it keeps.
   */
  public static int behindTags(ByteInput input) throws IOException {
    int start = 0;
    OptionalInt tag = ForeignTag.at(input, start);
    while (tag.isPresent() && start < input.limit()) {
      start = Math.min(input.limit(), start + tag.getAsInt());
      tag = ForeignTag.at(input, start);
    }
    return start;
  }
}
