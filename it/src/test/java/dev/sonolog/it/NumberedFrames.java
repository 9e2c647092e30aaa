package dev.sonolog.it;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Samples whose every frame says its number: what is lost, doubled or out of order shows. */
interface NumberedFrames {
  /**
   * Frames that follow each other without a break.
   *
   * @param first the number of the first
   * @param count how many there are
   */
  record Span(long first, long count) {
    /** The number behind that of the last. */
    long end() {
      return first + count;
    }
  }

  /** What ffmpeg and sound servers call the format of the samples. */
  String word();

  /** The bytes of a frame. */
  int frameLength();

  /** The number that a frame says, 0 for silence. */
  long number(byte[] bytes, int at);

  /** The spans in samples that lie in several pieces, one after the other; silence parts spans. */
  default List<Span> spans(Iterable<byte[]> pieces) {
    List<Span> spans = new ArrayList<>();
    long first = 0;
    long next = 0;
    for (byte[] piece : pieces) {
      for (int at = 0; at < piece.length; at += frameLength()) {
        long number = number(piece, at);
        if (number == 0 || number != next) {
          add(first, next, spans);
          first = number;
        }
        next = number == 0 ? 0 : number + 1;
      }
    }
    add(first, next, spans);
    return spans;
  }

  private static void add(long first, long next, List<Span> spans) {
    if (next > 0) {
      spans.add(new Span(first, next - first));
    }
  }

  /** The pieces but for one frame in the middle of the longest that is not silent there. */
  default List<byte[]> withoutOne(List<byte[]> pieces) {
    byte[] whole =
        pieces.stream()
            .filter(piece -> piece.length > 0 && number(piece, middle(piece)) > 0)
            .max(Comparator.comparingInt(piece -> piece.length))
            .orElseThrow();
    int at = middle(whole);
    byte[] less = new byte[whole.length - frameLength()];
    System.arraycopy(whole, 0, less, 0, at);
    System.arraycopy(whole, at + frameLength(), less, at, less.length - at);
    List<byte[]> fewer = new ArrayList<>(pieces);
    fewer.set(pieces.indexOf(whole), less);
    return fewer;
  }

  private int middle(byte[] piece) {
    return piece.length / frameLength() / 2 * frameLength();
  }
}
