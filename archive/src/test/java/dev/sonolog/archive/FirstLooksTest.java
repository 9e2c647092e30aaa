package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstLooksTest {
  private static final int MANY = 1_500;

  @TempDir Path folder;

  private final SegmentReading reading = new SegmentReading(List.of(new TinyContainer()));

  @Test
  void manyFilesAreToldInTheirOrder() throws IOException {
    for (int i = 0; i < MANY; i++) {
      put(i, 1 + i % 7);
    }
    List<Integer> told = new ArrayList<>();
    try (FirstLooks looks = new FirstLooks(reading, () -> false)) {
      looks.each(
          numbers(),
          this::file,
          (number, look) -> {
            assertThat(look.orElseThrow().seen().file()).isEqualTo(file(number));
            assertThat(samples(look)).isEqualTo((1L + number % 7) * TinyContainer.PACKET_SAMPLES);
            told.add(number);
          });
    }
    assertThat(told).isEqualTo(numbers());
  }

  @Test
  void onlySomeAreReadBeforeTheyAreTold() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    try (FirstLooks looks = new FirstLooks(reading, () -> false)) {
      looks.each(
          numbers(),
          number -> {
            asked.incrementAndGet();
            return file(number);
          },
          (_, _) -> assertThat(asked.get() - told.getAndIncrement()).isBetween(1, 500));
    }
    assertThat(told).hasValue(MANY);
  }

  @Test
  void aFileThatIsGoneAndOneThatIsNoAudioAreToldAsSuch() throws IOException {
    put(0, 3);
    Files.writeString(file(2), "no audio");
    List<String> told = new ArrayList<>();
    try (FirstLooks looks = new FirstLooks(reading, () -> false)) {
      looks.each(
          List.of(0, 1, 2),
          this::file,
          (number, look) -> told.add(number + ": " + look.map(it -> it.glimpse().isPresent())));
    }
    assertThat(told)
        .containsExactly("0: Optional[true]", "1: Optional.empty", "2: Optional[false]");
  }

  @Test
  void itEndsBetweenTwoFilesWhenItIsStopped() {
    AtomicBoolean stopped = new AtomicBoolean();
    AtomicInteger told = new AtomicInteger();
    try (FirstLooks looks = new FirstLooks(reading, stopped::get)) {
      assertThatThrownBy(
              () ->
                  looks.each(
                      numbers(), this::file, (_, _) -> stopped.set(told.incrementAndGet() == 3)))
          .isInstanceOf(InterruptedIOException.class);
    }
    assertThat(told).hasValue(3);
  }

  @Test
  void aContainerThatFailsUnexpectedlyIsThatFilesFailureOnly() throws IOException {
    put(0, 3);
    Files.write(file(1), java.util.Arrays.copyOf(new byte[] {'T', 'I', 'N', 'Y'}, 2_000));
    put(2, 3);
    List<Boolean> told = new ArrayList<>();
    try (FirstLooks looks = new FirstLooks(reading, () -> false)) {
      looks.each(
          List.of(0, 1, 2),
          this::file,
          (_, look) -> told.add(look.orElseThrow().glimpse().isPresent()));
    }
    assertThat(told).containsExactly(true, false, true);
  }

  private static long samples(Optional<FirstLook> look) {
    return look.orElseThrow().glimpse().orElseThrow().content().samples();
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, MANY).boxed().toList();
  }

  private Path file(int number) {
    return folder.resolve(number + ".mp3");
  }

  private void put(int number, int packets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(TinyContainer.head(Optional.empty(), Optional.empty()));
    for (int i = 0; i < packets; i++) {
      out.writeBytes(TinyContainer.packet(i));
    }
    Files.write(file(number), out.toByteArray());
  }
}
