package dev.sonolog.formats.streaming;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.flac.FlacFrameHeader;
import dev.sonolog.formats.flac.FlacSetup;
import dev.sonolog.formats.flac.StreamInfo;
import dev.sonolog.formats.ogg.OggHeaders;
import java.util.List;
import java.util.Optional;

/**
 * What a browser takes piece by piece (W3C Media Source Extensions, and its byte stream formats),
 * by codec: MPEG audio and ADTS as they are, Opus and FLAC in fragments of MP4, Vorbis in WebM.
 */
public final class MediaSourceForm {
  /** FLAC in MP4 counts its time in samples; no browser plays more of them a second. */
  private static final int MAX_HERTZ = 655_350;

  private static final int LEAST_BLOCK = 16;

  private MediaSourceForm() {}

  /**
   * The media type of the form.
   *
   * @return empty where there is none for so many channels
   */
  public static Optional<String> mediaType(AudioFormat format) {
    return switch (format.codec()) {
      case MPEG_LAYER_2, MPEG_LAYER_3 -> Optional.of("audio/mpeg");
      case AAC -> Optional.of("audio/aac");
      case VORBIS -> Optional.of("audio/webm; codecs=\"vorbis\"");
      case OPUS -> Optional.of("audio/mp4; codecs=\"opus\"");
      case FLAC, OGG_FLAC, PCM ->
          isForFlac(format) ? Optional.of("audio/mp4; codecs=\"flac\"") : Optional.empty();
    };
  }

  private static boolean isForFlac(AudioFormat format) {
    return format.channels() <= FlacFrameHeader.MAX_CHANNELS && format.rate().hertz() <= MAX_HERTZ;
  }

  /** Whether packets stand in it as they are, without a muxer. */
  public static boolean isPlain(Codec codec) {
    return switch (codec) {
      case MPEG_LAYER_2, MPEG_LAYER_3, AAC -> true;
      case VORBIS, OPUS, FLAC, OGG_FLAC, PCM -> false;
    };
  }

  /**
   * Writes packets of a track into the form.
   *
   * @throws IllegalArgumentException if the form is plain, or cannot hold the track
   */
  public static SegmentMuxer muxer(TrackHeader track) {
    AudioFormat format = track.format();
    return switch (format.codec()) {
      case PCM -> new CodingMuxer(track);
      case FLAC -> new WrappingMuxer(FragmentedMp4.flac(info(track)));
      case OGG_FLAC -> new WrappingMuxer(FragmentedMp4.flac(OggHeaders.streamInfo(track)));
      case OPUS ->
          new WrappingMuxer(
              FragmentedMp4.opus(OggHeaders.of(track).getFirst(), format.rate().hertz()));
      case VORBIS -> {
        List<byte[]> headers = OggHeaders.of(track);
        yield new WrappingMuxer(Webm.vorbis(headers, format.rate().hertz(), format.channels()));
      }
      case MPEG_LAYER_2, MPEG_LAYER_3, AAC ->
          throw new IllegalArgumentException(format + " needs no muxer");
    };
  }

  private static StreamInfo info(TrackHeader track) {
    if (!(track.setup() instanceof FlacSetup setup)) {
      throw new IllegalArgumentException("No frames of FLAC: " + track.format());
    }
    return new StreamInfo(
        Math.min(LEAST_BLOCK, setup.maxBlockSize()),
        setup.maxBlockSize(),
        0,
        0,
        track.format().rate().hertz(),
        track.format().channels(),
        setup.bitDepth(),
        0,
        StreamInfo.NO_MD5);
  }
}
