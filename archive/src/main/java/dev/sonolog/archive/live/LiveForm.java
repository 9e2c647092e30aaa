package dev.sonolog.archive.live;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.streaming.MediaSourceForm;
import java.util.Optional;

/** How what is being recorded is put to be heard. */
public enum LiveForm {
  /** As one file of its own container, or as frames that follow each other. */
  FILE {
    @Override
    public Optional<String> mediaType(AudioFormat format) {
      return Optional.of(
          switch (format.codec()) {
            case MPEG_LAYER_2, MPEG_LAYER_3 -> "audio/mpeg";
            case AAC -> "audio/aac";
            case VORBIS -> "audio/ogg; codecs=vorbis";
            case OPUS -> "audio/ogg; codecs=opus";
            case OGG_FLAC -> "audio/ogg; codecs=flac";
            case FLAC -> "audio/flac";
            case PCM -> "audio/wav";
          });
    }
  },
  /** As what browsers take piece by piece. */
  FRAGMENTS {
    @Override
    public Optional<String> mediaType(AudioFormat format) {
      return MediaSourceForm.mediaType(format);
    }
  };

  /**
   * What a stream is; with its codec where the container alone does not say it.
   *
   * @return a media type that players know (RFC 6381, RFC 9559); empty where the form cannot hold
   *     such audio
   */
  public abstract Optional<String> mediaType(AudioFormat format);
}
