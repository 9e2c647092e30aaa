package dev.sonolog.formats.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MainDataReservoirTest {
  @Test
  void theLastBytesAreThoseOfAllMainDataInARow() {
    Random random = new Random(7);
    List<MpegHeader> headers =
        MpegFrames.all().stream().filter(it -> it.layer() == MpegHeader.Layer.THREE).toList();
    MainDataReservoir reservoir = new MainDataReservoir();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 2_000; i++) {
      MpegHeader header = headers.get(random.nextInt(headers.size()));
      byte[] frame = new byte[header.frameLength()];
      random.nextBytes(frame);
      reservoir.add(new MpegFrame(header, frame, 0));
      all.write(frame, frame.length - header.mainDataLength(), header.mainDataLength());
      int held = Math.min(all.size(), MainDataReservoir.CAPACITY);
      assertThat(reservoir.held()).isEqualTo(held);
      int count = random.nextInt(600);
      byte[] expected = all.toByteArray();
      int from = expected.length - Math.min(count, held);
      assertThat(reservoir.last(count))
          .isEqualTo(Arrays.copyOfRange(expected, from, expected.length));
      if (all.size() > 4_000) {
        all.reset();
        all.write(expected, expected.length - held, held);
      }
    }
  }
}
