package dev.sonolog.formats.flac;

import java.util.List;

/** The ways to code that a test is run with. */
enum Encoders {
  LIB_FLAC,
  /** Of a system without libFLAC. */
  JAVA;

  FlacContainer container(int level) {
    FlacEncoders encoders =
        switch (this) {
          case LIB_FLAC -> FlacEncoders.installed();
          case JAVA -> new FlacEncoders(List.of("libNoSuchFlac.so.99"));
        };
    return new FlacContainer(() -> encoders, new FlacEncoding(level));
  }
}
