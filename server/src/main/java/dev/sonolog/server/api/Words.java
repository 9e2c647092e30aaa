package dev.sonolog.server.api;

import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.live.LiveForm;
import dev.sonolog.formats.Codec;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import java.util.List;
import java.util.Locale;

/** The words that this interface has for what is fixed. Pure. */
final class Words {
  private Words() {}

  static String of(Codec codec) {
    return switch (codec) {
      case MPEG_LAYER_2 -> "mp2";
      case MPEG_LAYER_3 -> "mp3";
      case AAC, VORBIS, OPUS, FLAC, PCM -> codec.name().toLowerCase(Locale.ROOT);
      case OGG_FLAC -> "oggFlac";
    };
  }

  static String of(SegmentState state) {
    return switch (state) {
      case RECORDING -> "recording";
      case SEALED -> "sealed";
      case TRASHED -> "trashed";
      case DELETED -> "deleted";
      case REMOVED_OUTSIDE -> "removedOutside";
    };
  }

  static String of(LiveForm form) {
    return form.name().toLowerCase(Locale.ROOT);
  }

  static ProblemException unknown(String name, List<String> all) {
    return Problem.BAD_REQUEST.exception(name + " must be one of: " + String.join(", ", all));
  }
}
