package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.pcm.SampleFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The product, started by its launcher on a computer where a library cannot be loaded: the dynamic
 * linker finds a file of that name first, and it is empty.
 */
class MissingLibrariesTest {
  private static final String LIBASOUND = "libasound.so.2";
  private static final List<String> LIBFLAC =
      List.of("libFLAC.so.14", "libFLAC.so.12", "libFLAC.so.8");

  @TempDir private Path folder = Path.of("");
  private Path launcher = Path.of("");

  /** The launcher beside what the build made, so that it does not build again. */
  @BeforeEach
  void install() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    for (String module : LauncherTest.modules()) {
      Files.createDirectories(project.resolve(module));
    }
    Path pom = Files.writeString(project.resolve("pom.xml"), "<project/>");
    Files.setLastModifiedTime(pom, FileTime.from(Instant.EPOCH));
    Files.createDirectories(project.resolve("target/launcher"));
    Files.createSymbolicLink(
        project.resolve("target/launcher/current"), Product.jar().resolveSibling(""));
    copy(project, "tools/find-java");
    launcher = copy(project, "sonolog");
  }

  @Test
  void withoutLibasoundEverythingElseIsRecorded() throws Exception {
    configure(
        """
        [general]
        retry_delay_seconds = 0.5
        [card]
        type = soundcard
        [good]
        type = signal
        signal = counter
        """);
    try (Product recorder = start(List.of(LIBASOUND), "record")) {
      recorder.awaitOutput("card: Sound cards need the library libasound.so.2");
      recorder.awaitOutput("good: recording");
      awaitAudio("good");
      Tool.Result status = Product.run(folder, "status");
      assertThat(status.output())
          .containsPattern("(?m)^card: waiting\\R? .*libasound2")
          .containsPattern("(?m)^good: recording");
      stop(recorder);
      assertThat(recorder.output())
          .containsOnlyOnce("Sound cards need the library")
          .doesNotContain("Exception");
    }
    assertThat(causes("card")).containsExactly(GapCause.DEVICE_ABSENT);
    assertThat(causes("good")).containsExactly(GapCause.RECORDER_STOPPED);
    assertCounts("good", SampleFormat.S16);
  }

  @Test
  void withoutLibasoundTheListOfDevicesSaysSo() throws Exception {
    try (Product devices = start(List.of(LIBASOUND), "devices")) {
      assertThat(devices.await(60)).isEqualTo(1);
      assertThat(devices.output())
          .containsOnlyOnce("Sound cards need the library libasound.so.2")
          .contains("libasound2")
          .doesNotContain("Exception");
    }
    try (Product devices = start(List.of(), "devices")) {
      assertThat(devices.await(60)).isZero();
      assertThat(devices.output()).doesNotContain("need the library");
    }
  }

  @Test
  void withoutLibFlacFlacIsRecordedAllTheSame() throws Exception {
    String said = recordFlac(LIBFLAC, "Sonolog");
    assertThat(said).containsOnlyOnce("libFLAC is not installed");
  }

  @Test
  void withLibFlacFlacIsRecordedByIt() throws Exception {
    String said = recordFlac(List.of(), "reference libFLAC");
    assertThat(said).doesNotContain("libFLAC is not installed");
  }

  /** Every number of bits that FLAC can have, at once. */
  private String recordFlac(List<String> missing, String encoder) throws Exception {
    StringBuilder sources = new StringBuilder("[general]\nsplit_minutes = 0.05\n");
    List<SampleFormat> formats = List.of(SampleFormat.S16, SampleFormat.S24, SampleFormat.S32);
    for (SampleFormat format : formats) {
      sources.append(
          """
          [%1$s]
          type = signal
          signal = counter
          format = flac
          sample_format = %1$s
          """
              .formatted(format.word()));
    }
    configure(sources.toString());
    String said;
    try (Product recorder = start(missing, "record")) {
      for (SampleFormat format : formats) {
        recorder.awaitOutput(format.word() + ": sealed");
      }
      stop(recorder);
      said = recorder.output();
    }
    for (SampleFormat format : formats) {
      assertCounts(format.word(), format);
      assertThat(causes(format.word())).containsExactly(GapCause.RECORDER_STOPPED);
      Path file = recordings().segments(format.word()).getFirst().file();
      assertThat(Tool.run("metaflac", "--show-vendor-tag", file.toString()).orFail().output())
          .contains(encoder);
    }
    return said;
  }

  /** Each sample says its number, from 0, in as many bits as it has. */
  private void assertCounts(String source, SampleFormat format) throws IOException {
    List<StoredSegment> segments = recordings().segments(source);
    Timeline.assertContinuous(segments);
    List<byte[]> pieces = RawSamples.of(segments, format.word() + "le");
    assertThat(pieces).allSatisfy(piece -> assertThat(piece).isNotEmpty());
    assertThat(firstBreak(pieces, format)).as(source).isEmpty();
    List<byte[]> fewer = new ArrayList<>(pieces);
    int frame = 2 * format.length();
    fewer.set(0, Arrays.copyOfRange(pieces.getFirst(), frame, pieces.getFirst().length));
    assertThat(firstBreak(fewer, format)).as("without one frame").hasValue(0);
    assertThat(recordings().verify()).isEmpty();
  }

  private static OptionalLong firstBreak(List<byte[]> pieces, SampleFormat format) {
    long sample = 0;
    for (byte[] piece : pieces) {
      for (int at = 0; at < piece.length; at += format.length()) {
        long number = sample++ / 2; // two channels say the same
        for (int part = 0; part < format.length(); part++) {
          if (piece[at + part] != (byte) (number >> (Byte.SIZE * part))) {
            return OptionalLong.of(number);
          }
        }
      }
    }
    return OptionalLong.empty();
  }

  // --- helpers

  private Path copy(Path project, String file) throws IOException {
    Path copy = project.resolve(file);
    Files.createDirectories(copy.resolveSibling(""));
    return Files.copy(Product.ROOT.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void configure(String text) throws IOException {
    Files.writeString(folder.resolve("config.ini"), text);
  }

  private Product start(List<String> missing, String command) throws IOException {
    Path libraries = Files.createTempDirectory(folder, "libraries");
    for (String library : missing) {
      Files.write(libraries.resolve(library), new byte[0]);
    }
    Map<String, String> environment =
        Map.of(
            "LD_LIBRARY_PATH",
            libraries.toString(),
            "SONOLOG_JAVA",
            Path.of(System.getProperty("java.home"), "bin", "java").toString());
    return Product.start(folder, environment, List.of(launcher.toString(), command));
  }

  private static void stop(Product recorder) throws IOException {
    recorder.signal("TERM");
    assertThat(recorder.await(20)).as(recorder.output()).isZero();
  }

  /** For long enough that what is told at each try would be told again. */
  private void awaitAudio(String source) {
    Awaitility.await("some seconds of audio")
        .atMost(30, TimeUnit.SECONDS)
        .ignoreExceptions() // the catalogue is not there at once
        .until(
            () -> {
              Instant start = recordings().segments(source).getFirst().start();
              return Duration.between(start, Instant.now()).toSeconds() >= 4;
            });
  }

  private List<GapCause> causes(String source) throws IOException {
    return recordings().catalogue().gaps(source, Instant.EPOCH, Instant.MAX).stream()
        .map(Gap::cause)
        .toList();
  }

  private Recordings recordings() {
    return new Recordings(folder.resolve("recordings"));
  }
}
