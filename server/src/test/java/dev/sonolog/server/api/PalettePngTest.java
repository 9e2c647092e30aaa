package dev.sonolog.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another decoder sees the pixels that were written, in their colours. */
class PalettePngTest {
  private static final double[][][] EYES = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    // no red, no green, no blue cones (Machado, Oliveira, Fernandes 2009)
    {
      {0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}
    },
    {
      {0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}
    },
    {
      {1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}
    }
  };

  private static BufferedImage decoded(byte[] png) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image).isNotNull();
    return image;
  }

  @ParameterizedTest
  @EnumSource
  void everyPixelHasItsColour(Palette palette) throws Exception {
    Random random = new Random(5);
    for (int[] size : new int[][] {{1, 1}, {256, 1}, {3, 400}, {2_048, 512}}) {
      byte[] pixels = new byte[size[0] * size[1]];
      random.nextBytes(pixels);
      BufferedImage image = decoded(PalettePng.of(pixels, size[0], palette));
      assertThat(image.getWidth()).isEqualTo(size[0]);
      assertThat(image.getHeight()).isEqualTo(size[1]);
      assertThat(image.getColorModel()).isInstanceOf(IndexColorModel.class);
      for (int i = 0; i < pixels.length; i++) {
        int argb = image.getRGB(i % size[0], i / size[0]);
        if (argb != colour(palette, pixels[i] & 0xFF)) {
          assertThat(argb).as("pixel " + i).isEqualTo(colour(palette, pixels[i] & 0xFF));
        }
      }
    }
  }

  private static int colour(Palette palette, int number) {
    byte[] colours = palette.colours();
    byte[] opacities = palette.opacities();
    int opacity = number < opacities.length ? opacities[number] & 0xFF : 255;
    return opacity << 24
        | (colours[3 * number] & 0xFF) << 16
        | (colours[3 * number + 1] & 0xFF) << 8
        | (colours[3 * number + 2] & 0xFF);
  }

  @ParameterizedTest
  @EnumSource
  void theLowestFadesIntoThePage(Palette palette) {
    int lowest = colour(palette, 0) >>> 24;
    assertThat(lowest).isEqualTo(palette == Palette.MONO ? 255 : 0);
    for (int i = 1; i < Palette.SIZE; i++) {
      assertThat(colour(palette, i) >>> 24).isGreaterThanOrEqualTo(colour(palette, i - 1) >>> 24);
    }
    assertThat(colour(palette, 16) >>> 24).isEqualTo(255);
  }

  /** Also to those who see fewer colours: eight steps, 3 dB, are always seen. */
  @ParameterizedTest
  @EnumSource
  void lightnessGoesOneWay(Palette palette) {
    int way = palette == Palette.DARK ? 1 : -1;
    for (double[][] eye : EYES) {
      for (int i = 8; i < Palette.SIZE; i++) {
        double step = lightness(palette, i, eye) - lightness(palette, i - 8, eye);
        assertThat(way * step).as(palette + " at " + i).isGreaterThan(0.8);
      }
    }
  }

  /** CIE L*, 0 to 100. */
  private static double lightness(Palette palette, int number, double[][] eye) {
    int colour = colour(palette, number);
    double[] light = new double[3];
    for (int i = 0; i < 3; i++) {
      double value = (colour >> (16 - 8 * i) & 0xFF) / 255.0;
      light[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
    double[] weights = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (int i = 0; i < 3; i++) {
      double seen = eye[i][0] * light[0] + eye[i][1] * light[1] + eye[i][2] * light[2];
      luminance += weights[i] * Math.max(0, seen);
    }
    return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
  }

  @Test
  void whatIsNoWholeLinesIsRefused() {
    assertThatThrownBy(() -> PalettePng.of(new byte[7], 3, Palette.DARK))
        .hasMessageContaining("7 pixels");
    assertThatThrownBy(() -> PalettePng.of(new byte[0], 3, Palette.DARK))
        .hasMessageContaining("0 pixels");
  }
}
