package dev.sonolog.jobs;

import java.util.Optional;

/** What a file can be coded into. */
public enum TargetKind {
  /** Samples as they are, in RIFF/WAVE; RF64 where it grows beyond 4 GiB. */
  WAV("wav"),
  /** FLAC in its own container. */
  FLAC("flac"),
  /** MPEG-1, 2 or 2.5 Layer III. */
  MP3("mp3"),
  /** Opus in Ogg, always at 48 kHz. */
  OPUS("opus"),
  /** AAC-LC in MPEG-4. */
  M4A("m4a");

  private final String word;

  TargetKind(String word) {
    this.word = word;
  }

  /** The word for it, which is also the extension of its files, without the dot. */
  public String word() {
    return word;
  }

  /** Whether it holds samples as they are given, and no bit rate can be asked for. */
  public boolean keepsSamples() {
    return switch (this) {
      case WAV, FLAC -> true;
      case MP3, OPUS, M4A -> false;
    };
  }

  /** The one of a word, in lower case. */
  public static Optional<TargetKind> of(String word) {
    for (TargetKind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
