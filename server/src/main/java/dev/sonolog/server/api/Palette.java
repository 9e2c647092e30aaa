package dev.sonolog.server.api;

import java.util.HexFormat;
import java.util.Locale;

/**
 * The colours of levels, from the lowest to the highest. In each, lightness goes one way only, so
 * that levels are told apart without seeing colours. The lowest fade into what lies behind the
 * image, but for {@link #MONO}.
 */
enum Palette {
  /** For light pages: from white over orange to a dark blue. */
  LIGHT("FFFFFF FEECBE FAC480 EC8C64 C4546C 7C3074 241448"),
  /** For dark pages: from black over violet and orange to a light yellow. */
  DARK("050712 1C1C54 542474 963470 D25852 F69638 FCEC96"),
  /** For paper: from white to black, and opaque. */
  MONO("FFFFFF 000000");

  /** How many colours there are. */
  static final int SIZE = 256;

  /** So many of the lowest are transparent to a degree. */
  private static final int FADING = 16;

  /** Red, green and blue of some colours; those between them lie evenly on the way. */
  private final String points;

  Palette(String points) {
    this.points = points;
  }

  /** As it is called in addresses. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Red, green and blue of each colour in turn. */
  byte[] colours() {
    byte[] given = HexFormat.of().parseHex(points.replace(" ", ""));
    int ways = given.length / 3 - 1;
    byte[] colours = new byte[3 * SIZE];
    for (int i = 0; i < SIZE; i++) {
      double place = (double) i * ways / (SIZE - 1);
      int below = Math.min((int) place, ways - 1);
      for (int part = 0; part < 3; part++) {
        int first = given[3 * below + part] & 0xFF;
        int second = given[3 * below + 3 + part] & 0xFF;
        colours[3 * i + part] = (byte) Math.round(first + (second - first) * (place - below));
      }
    }
    return colours;
  }

  /** How opaque the lowest colours are, from 0 to 255; those that are not told are opaque. */
  byte[] opacities() {
    if (this == MONO) {
      return new byte[0];
    }
    byte[] opacities = new byte[FADING];
    for (int i = 0; i < FADING; i++) {
      opacities[i] = (byte) (i * 255 / FADING);
    }
    return opacities;
  }
}
