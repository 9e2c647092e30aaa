package dev.sonolog.formats.flac;

import java.util.Optional;

/**
 * What the head of a stream says (RFC 9639, 8).
 *
 * @param info of STREAMINFO, where there was one that makes sense
 * @param comment the content of the Vorbis comment, where there was one of reasonable length
 * @param seekTable the content of SEEKTABLE, where there was one of reasonable length
 * @param vendor what encoded the audio, or empty
 * @param title what is heard, where the comment is a station's and says it
 */
record Metadata(
    Optional<StreamInfo> info,
    Optional<byte[]> comment,
    Optional<byte[]> seekTable,
    String vendor,
    Optional<String> title) {
  /** Of a stream without a head. */
  static final Metadata NONE =
      new Metadata(Optional.empty(), Optional.empty(), Optional.empty(), "", Optional.empty());

  Metadata withoutTitle() {
    return new Metadata(info, comment, seekTable, vendor, Optional.empty());
  }
}
