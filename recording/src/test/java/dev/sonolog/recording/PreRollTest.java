package dev.sonolog.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Setup;
import dev.sonolog.formats.StreamElement.Title;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.pcm.PcmBlock;
import org.junit.jupiter.api.Test;

class PreRollTest {
  private static final int FRAME = 4;
  private static final Setup FIRST =
      new Setup() {
        @Override
        public Setup joinedLater() {
          return LATER;
        }
      };
  private static final Setup LATER = new Setup() {};

  private final PreRoll held = new PreRoll(header(FIRST), 100);
  private long position;

  private static TrackHeader header(Setup setup) {
    return new TrackHeader(new AudioFormat(Codec.PCM, new SampleRate(48_000), 2), setup);
  }

  private void hear(int samples) {
    hear(new PcmBlock(new byte[samples * FRAME], samples, 0), samples);
  }

  private void hear(StreamElement element, int samples) {
    held.add(element, position, position + samples);
    position += samples;
  }

  @Test
  void soManySamplesAreKeptAndNoWholeElementMore() {
    for (int i = 0; i < 50; i++) {
      hear(30);
    }
    assertThat(held.elements().iterator().next().start()).isEqualTo(1_380);
    assertThat(held.elements()).hasSize(4);
  }

  @Test
  void whatIsLetGoLeavesItsHeaderAndItsTitle() {
    assertThat(held.header().setup()).isSameAs(FIRST);
    hear(new Title("a"), 0);
    hear(60);
    hear(new Title("b"), 0);
    assertThat(held.title()).isEmpty();
    assertThat(held.header().setup()).isSameAs(FIRST);
    hear(100);
    assertThat(held.title()).contains(new Title("b"));
    assertThat(held.header().setup()).as("its first packets are gone").isSameAs(LATER);
    hear(header(FIRST), 0);
    hear(100);
    assertThat(held.header().setup()).as("the next link is whole").isSameAs(FIRST);
  }

  @Test
  void itHoldsNoMoreBytesThanThatHoweverLongItMayBe() {
    PreRoll long120 = new PreRoll(header(FIRST), 120L * 768_000);
    int block = 1 << 20;
    for (int i = 0; i < 100; i++) {
      long120.add(new PcmBlock(new byte[block], block / FRAME, 0), i, i + 1);
    }
    assertThat(long120.elements()).hasSize((int) (PreRoll.MOST_BYTES / block) - 1);
  }
}
