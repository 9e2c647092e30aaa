package dev.sonolog.formats.flac;

import java.util.List;

/** The ways to code that a test is run with. */
enum Encoders {
  LIB_FLAC,
  /** Of a system without libFLAC. */
  JAVA;

  private static final class NoLibrary {
    private static final FlacEncoders INSTANCE = new FlacEncoders(List.of("libNoSuchFlac.so.99"));
  }

  FlacContainer container(int level) {
    FlacEncoders encoders =
        switch (this) {
          case LIB_FLAC -> FlacEncoders.installed();
          case JAVA -> NoLibrary.INSTANCE;
        };
    return new FlacContainer(() -> encoders, new FlacEncoding(level));
  }
}
