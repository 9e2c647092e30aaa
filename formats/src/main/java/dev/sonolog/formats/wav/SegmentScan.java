package dev.sonolog.formats.wav;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.EmptySegmentException;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.StoredBytes;
import dev.sonolog.formats.StreamElement.Damage;
import dev.sonolog.formats.UnsupportedFormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file's head says, and how much of it is there; the samples themselves need not be read.
 * Made for one inspection; knows a segment of ours by its tag.
 */
final class SegmentScan {
  private final SeekableByteChannel file;
  private final long limit;
  private final WavHead head;

  /** Bytes of samples that are there, a torn frame included. */
  private final long present;

  private SegmentScan(SeekableByteChannel file, long limit) throws IOException {
    this.file = file;
    this.limit = limit;
    this.head = head(file);
    this.present = Math.max(0, Math.min(head.dataEnd(), file.size()) - head.dataStart());
  }

  /**
   * @param limit as {@link SegmentHead#limit}
   * @throws EmptySegmentException if the file is one of ours without a sample
   * @throws MalformedSegmentException if the file holds no whole frame of samples
   */
  static SegmentScan of(SeekableByteChannel file, long limit) throws IOException {
    try {
      SegmentScan scan = new SegmentScan(file, limit);
      scan.checkNotEmpty();
      return scan;
    } catch (UnsupportedFormatException e) {
      throw new MalformedSegmentException(String.valueOf(e.getMessage()));
    }
  }

  /** What stands in front of the samples. */
  static WavHead head(SeekableByteChannel file) throws IOException {
    BufferedInputStream stream =
        new BufferedInputStream(Channels.newInputStream(file.position(0)), 16 << 10);
    ByteInput input = new ByteInput(stream, WavReader.LOOK_AHEAD);
    int junk =
        HeadReader.find(input, WavReader.SEARCH_LIMIT)
            .orElseThrow(() -> new MalformedSegmentException("No WAV file begins in these bytes"));
    input.skip(junk);
    return new HeadReader(input)
        .read()
        .orElseThrow(() -> new MalformedSegmentException("The file ends in front of its samples"));
  }

  private void checkNotEmpty() throws IOException {
    if (head.tag().ours() && file.size() == head.dataStart()) {
      throw new EmptySegmentException();
    }
    if (samples() == 0) {
      throw new MalformedSegmentException("The file holds no whole frame of samples");
    }
  }

  // --- what was found

  private long samples() {
    return present / head.format().frameLength();
  }

  /** Where the last whole frame ends, in bytes from the start of the file. */
  private long end() {
    return head.dataStart() + samples() * head.format().frameLength();
  }

  private long torn() {
    return present % head.format().frameLength();
  }

  /** Whether there is nothing behind the samples. */
  private boolean samplesLast() throws IOException {
    return head.dataStart() + present == file.size();
  }

  /** Whether a head of ours fits exactly in the place of this one. */
  private boolean replaceable() {
    return head.tag().ours() && head.start() == 0 && head.dataStart() == SegmentHead.LENGTH;
  }

  boolean sealed() throws IOException {
    return head.tag().ours() ? headAgrees() : torn() == 0 || !samplesLast();
  }

  private boolean headAgrees() throws IOException {
    return head.dataLength().isPresent()
        && head.dataLength().getAsLong() == present
        && head.formEnd() == file.size()
        && file.size() >= end() + padding();
  }

  private int padding() {
    return written().padding(samples());
  }

  private SegmentHead written() {
    return new SegmentHead(head.format(), limit);
  }

  InspectedSegment result() throws IOException {
    return new InspectedSegment(
        head.format().header().format(),
        head.tag().tags(),
        head.tag().ours() ? (int) head.dataStart() : 0,
        Math.min(file.size(), end() + (sealed() ? padding() : 0)),
        samples(),
        0,
        0,
        head.tag().chapters(),
        sealed(),
        damages());
  }

  /**
   * The samples from one on. Of a file that is still being written the head lags behind what is
   * there, and behind the samples of one of ours comes nothing.
   */
  SeekedSegment seek(long sample) throws IOException {
    int frame = head.format().frameLength();
    long all = head.tag().ours() ? (file.size() - head.dataStart()) / frame : samples();
    long first = Math.clamp(sample, 0, all);
    InputStream stream = Channels.newInputStream(file.position(head.dataStart() + first * frame));
    ByteInput input =
        new ByteInput(new BufferedInputStream(stream, 64 << 10), WavReader.LOOK_AHEAD);
    return new SeekedSegment(
        WavReader.inside(head.format(), (all - first) * frame, input), first, 0);
  }

  private List<Damage> damages() {
    List<Damage> damages = new ArrayList<>();
    if (head.start() > 0) {
      damages.add(new Damage(0, head.start(), "no WAV file begins in these bytes"));
    }
    if (torn() > 0) {
      damages.add(new Damage(end(), torn(), "a frame of samples without its end"));
    }
    return damages;
  }

  // --- put right

  /**
   * Cuts a torn frame off. A segment of ours gets the head that a seal would write; any other file
   * keeps its own, and what follows its samples.
   */
  void repair() throws IOException {
    if (replaceable()) {
      file.truncate(end());
      StoredBytes.replace(file, end(), new byte[padding()]);
      StoredBytes.replace(
          file, 0, written().sealed(head.tag().tags(), head.tag().chapters(), samples()));
    } else if (samplesLast() && torn() > 0) {
      file.truncate(end());
    }
  }
}
