package dev.sonolog.formats.adts;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.SeekedSegment;
import dev.sonolog.formats.frames.FramePlaces;
import dev.sonolog.formats.frames.FrameReader;
import dev.sonolog.formats.frames.FrameWalk;
import dev.sonolog.formats.tags.ForeignTag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * Finds the frame that holds a sample of a segment of ours, by walking over the headers from the
 * nearest place that its tag tells, or from the start: the frames of AAC have all lengths. Made for
 * one search.
 */
final class AdtsSeek {
  private static final int READ_BUFFER = 64 << 10;

  private final SeekableByteChannel file;

  AdtsSeek(SeekableByteChannel file) {
    this.file = file;
  }

  SeekedSegment to(long sample) throws IOException {
    ByteInput input = input(0);
    Optional<FramePlaces> places = FramePlaces.peeked(input);
    int tag = ForeignTag.at(input, 0).orElse(0);
    long start = tag <= input.limit() ? tag : 0;
    ByteInput body = input(start);
    Optional<AdtsHeader> first =
        body.ensure(AdtsHeader.LENGTH) ? AdtsReader.SYNTAX.parse(body, 0) : Optional.empty();
    if (first.isEmpty()) {
      return new SeekedSegment(new AdtsReader(body), 0, 0);
    }
    Optional<FrameWalk.Place<AdtsHeader>> place =
        sample < first.get().samples()
            ? Optional.empty()
            : walked(start, first.get(), places, sample);
    long position = place.map(FrameWalk.Place::position).orElse(start);
    return new SeekedSegment(
        FrameReader.inside(first.get(), AdtsReader.SYNTAX, input(position)),
        place.map(FrameWalk.Place::sample).orElse(0L),
        0);
  }

  private Optional<FrameWalk.Place<AdtsHeader>> walked(
      long start, AdtsHeader first, Optional<FramePlaces> places, long sample) throws IOException {
    FramePlaces.Known known =
        places.map(it -> it.before(sample / first.samples())).orElse(new FramePlaces.Known(0, 0));
    return new FrameWalk<>(file, new Headers(), 0).find(start, first, known, sample);
  }

  private ByteInput input(long position) throws IOException {
    return new ByteInput(
        Channels.newInputStream(file.position(position)), READ_BUFFER, READ_BUFFER);
  }

  private static final class Headers implements FrameWalk.Headers<AdtsHeader> {
    @Override
    public int length() {
      return AdtsHeader.LENGTH;
    }

    @Override
    public Optional<AdtsHeader> at(ByteBuffer window, int offset) {
      return AdtsHeader.parse(window.getInt(offset), window.getInt(offset + 3));
    }

    @Override
    public int samples(AdtsHeader header) {
      return header.samples();
    }
  }
}
