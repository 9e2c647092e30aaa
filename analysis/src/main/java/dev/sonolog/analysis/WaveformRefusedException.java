package dev.sonolog.analysis;

import java.io.IOException;

/** A waveform cannot be had as it was asked for; the message says why, and what to ask for. */
public final class WaveformRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  WaveformRefusedException(String reason) {
    super(reason);
  }
}
