package dev.sonolog.worker;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Measures the frames of a stretch on the thread that decodes them, while they are in the
 * processor's cache: the whole grains (see {@link Meter#grain}) by a meter of its own. What is in
 * front of the first and behind the last of them is kept, for a grain that two stretches share.
 *
 * @param <T> what is measured
 */
final class StretchMeter<T> implements Stretches.Gathering<StretchMeter.Measured<T>> {
  /**
   * A stretch.
   *
   * @param end the number of the first frame that is expected behind it
   */
  record Measured<T>(Samples front, Meter<T> grains, Samples back, long end) {
    /** Has a meter of all that is in front of it go on with it. */
    void joinTo(Meter<T> meter) {
      front.addTo(meter);
      if (grains.frames() > 0) {
        meter.append(grains);
      }
      back.addTo(meter);
    }
  }

  /** A few floating-point samples that lie channel by channel. */
  static final class Samples {
    private final float[][] planes;
    private int count;

    private Samples(int channels) {
      this.planes = new float[channels][0];
    }

    private void add(float[][] samples, int added) {
      for (int channel = 0; channel < planes.length; channel++) {
        if (planes[channel].length < count + added) {
          planes[channel] = Arrays.copyOf(planes[channel], 2 * count + added);
        }
        System.arraycopy(samples[channel], 0, planes[channel], count, added);
      }
      count += added;
    }

    private void addTo(Meter<?> meter) {
      meter.add(planes, count);
    }
  }

  private final Shape shape;
  private final Meter<T> grains;
  private final Samples front;
  private final Samples back;
  private final float[][] planes;
  private final long first;
  private final long firstWhole;
  private final long behindWhole;
  private final long end;
  private long position;

  /**
   * @param shape that each frame must have, of floating-point samples channel by channel
   * @param grains measures the whole ones
   * @param grain the frames of one
   */
  StretchMeter(PacketStretch stretch, Shape shape, Meter<T> grains, int grain) {
    this.shape = shape;
    this.grains = grains;
    this.front = new Samples(shape.channels());
    this.back = new Samples(shape.channels());
    this.planes = new float[shape.channels()][0];
    this.first = stretch.first();
    this.position = first;
    this.end = stretch.end();
    this.firstWhole = Math.ceilDiv(first, grain) * grain;
    this.behindWhole = Math.max(firstWhole, stretch.end() / grain * grain);
  }

  @Override
  public void take(AVFrame frame) throws AvException {
    if (position == first && !Shape.of(frame).equals(shape)) {
      throw new AvException("The samples are not what the file's head says");
    }
    int count = frame.nb_samples();
    for (int done = 0; done < count; ) {
      int taken = (int) Math.min(count - done, border() - position);
      read(frame, done, taken);
      add(taken);
      done += taken;
      position += taken;
    }
  }

  private long border() {
    return position < firstWhole
        ? firstWhole
        : position < behindWhole ? behindWhole : Long.MAX_VALUE;
  }

  private void read(AVFrame frame, int from, int count) {
    for (int channel = 0; channel < planes.length; channel++) {
      if (planes[channel].length < count) {
        planes[channel] = new float[count];
      }
      new FloatPointer(frame.extended_data(channel)).position(from).get(planes[channel], 0, count);
    }
  }

  private void add(int count) {
    if (position < firstWhole) {
      front.add(planes, count);
    } else if (position < behindWhole) {
      grains.add(planes, count);
    } else {
      back.add(planes, count);
    }
  }

  @Override
  public Measured<T> finish() {
    return new Measured<>(front, grains, back, end);
  }
}
