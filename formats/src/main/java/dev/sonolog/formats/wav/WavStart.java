package dev.sonolog.formats.wav;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.tags.Id3v2Parser;
import dev.sonolog.formats.wav.WavForm.Chunk;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** When the first sample of a finished WAV file was on air, as the file says itself. */
public final class WavStart {
  /** What of "bext" is looked at, in bytes. */
  private static final int BROADCAST = 1_024;

  private WavStart() {}

  /**
   * What a tag of ours says, else the Broadcast Audio Extension.
   *
   * @param zone of the times in the Broadcast Audio Extension, which have no offset
   * @throws dev.sonolog.formats.UnsupportedFormatException if it is no such file, or does not say
   *     how long it is
   * @throws IOException if it is cut off, or cannot be read
   */
  public static Optional<Instant> find(SeekableByteChannel file, ZoneId zone) throws IOException {
    WavForm form = WavForm.read(file);
    Optional<Chunk> tag =
        form.first(ChunkId.ID3).filter(it -> it.length() <= Id3v2Parser.MAX_LENGTH);
    if (tag.isPresent()) {
      byte[] content = content(file, tag.get(), Id3v2Parser.MAX_LENGTH);
      Optional<OffsetDateTime> start = Id3v2Parser.parse(content).tags().map(tags -> tags.start());
      if (start.isPresent()) {
        return start.map(OffsetDateTime::toInstant);
      }
    }
    Optional<Chunk> broadcast = form.first(ChunkId.BEXT);
    Optional<Chunk> format = form.first(ChunkId.FMT);
    if (broadcast.isEmpty() || format.isEmpty()) {
      return Optional.empty();
    }
    SampleRate rate = WaveFormat.parse(content(file, format.get(), WaveFormat.LONGEST)).rate();
    return BroadcastExtension.start(content(file, broadcast.get(), BROADCAST), rate)
        .map(local -> local.atZone(zone).toInstant());
  }

  private static byte[] content(SeekableByteChannel file, Chunk chunk, int most)
      throws IOException {
    return WavForm.bytes(file, chunk.content(), (int) Math.min(chunk.length(), most));
  }
}
