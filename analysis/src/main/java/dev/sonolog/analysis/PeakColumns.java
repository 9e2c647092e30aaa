package dev.sonolog.analysis;

import dev.sonolog.measure.PeakLevel;
import java.util.BitSet;

/**
 * The columns of a waveform that is being put together, zero where nothing was painted. A bucket of
 * level data goes into the column in which its middle lies, so a peak is drawn at most a bucket
 * from its place, and none is left out. One thread.
 */
final class PeakColumns {
  private final int channels;
  private final int zoom;
  private final int count;
  private final short[] values;
  private final BitSet painted;

  /**
   * Where consecutive frames of level data stand: evenly in a span of columns, for a source's clock
   * is never exactly ours.
   *
   * @param at where the first frame stands, in samples from the first column's beginning
   * @param until where the frame behind the last one does; behind {@code at}
   * @param first the first frame
   * @param last the frame behind the last one; behind {@code first}
   */
  record Place(long at, long until, long first, long last) {
    /** Where some of its frames stand. */
    Place part(long from, long to) {
      return new Place(positionOf(from), positionOf(to), from, to);
    }

    private long positionOf(long frame) {
      return at + Math.round((double) (until - at) * (frame - first) / (last - first));
    }

    /** The same of frames that are counted from a later one on. */
    Place earlier(long frames) {
      return new Place(at, until, first - frames, last - frames);
    }

    private long endBucket(int bucketLength) {
      return Math.ceilDiv(last, (long) bucketLength);
    }

    /** The first bucket whose middle does not lie in front of a position. */
    private long bucketAt(long position, int bucketLength) {
      if (position <= at) {
        return first / bucketLength;
      }
      if (position >= until) {
        return endBucket(bucketLength);
      }
      double share = (position - at) * (double) (last - first) / (until - at);
      long frame = first + Math.round(share);
      long bucket = Math.ceilDiv(frame - bucketLength / 2, (long) bucketLength);
      return Math.clamp(bucket, first / bucketLength, endBucket(bucketLength));
    }
  }

  /**
   * @param zoom samples per column, no fewer than a bucket of what is painted has
   */
  PeakColumns(int channels, int zoom, int count) {
    this.channels = channels;
    this.zoom = zoom;
    this.count = count;
    this.values = new short[Math.multiplyExact(count, 2 * channels)];
    this.painted = new BitSet(count);
  }

  int channels() {
    return channels;
  }

  /**
   * Paints frames over what is there.
   *
   * @param place what of it lies beside the columns is left out
   */
  void paint(PeakLevel peaks, Place place) {
    long begin = Math.max(0, Math.floorDiv(place.at(), zoom));
    long end = Math.min(count, Math.ceilDiv(place.until(), (long) zoom));
    int bucket = peaks.framesPerBucket();
    for (long column = begin; column < end; column++) {
      long from = Math.min(place.bucketAt(column * zoom, bucket), place.endBucket(bucket) - 1);
      long to = Math.max(place.bucketAt((column + 1) * zoom, bucket), from + 1);
      paint((int) column, peaks, (int) from, (int) to);
    }
  }

  private void paint(int column, PeakLevel peaks, int from, int to) {
    short[] more = peaks.values();
    int stride = 2 * channels;
    boolean fresh = !painted.get(column);
    for (int channel = 0; channel < channels; channel++) {
      int at = column * stride + 2 * channel;
      int low = fresh ? Short.MAX_VALUE : values[at];
      int high = fresh ? Short.MIN_VALUE : values[at + 1];
      int end = to * stride;
      for (int i = from * stride + 2 * channel; i < end; i += stride) {
        low = Math.min(low, more[i]);
        high = Math.max(high, more[i + 1]);
      }
      values[at] = (short) low;
      values[at + 1] = (short) high;
    }
    painted.set(column);
  }

  /** The columns as they are; to be painted no more. */
  PeakLevel level() {
    return new PeakLevel(channels, zoom, values);
  }
}
