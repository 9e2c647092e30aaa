package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SeenTitle;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import dev.sonolog.formats.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams that begin anew while the connection stands: chains, and other containers. */
@Tag("alone")
@Timeout(60)
class SourceLifeChainTest {
  private static final int LINKS = 4;
  private static final int RATE = 44_100;

  @TempDir Path directory;
  @TempDir Path material;
  private final ScaledTime time = ScaledTime.by(5);

  /** A second of noise, no two alike. */
  private byte[] link(int number, String... encoding) throws IOException {
    Path file = material.resolve("link-" + number + "." + encoding[0]);
    var command = new java.util.ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi"));
    command.addAll(
        List.of("-i", "anoisesrc=c=pink:a=0.3:r=%d:seed=%d:d=1".formatted(RATE, number)));
    command.addAll(List.of("-ac", "2", "-metadata", "artist=Quartet"));
    command.addAll(List.of("-metadata", "title=Piece " + number));
    command.addAll(List.of(encoding).subList(1, encoding.length));
    command.add(file.toString());
    Tool.run(command).orFail();
    return Files.readAllBytes(file);
  }

  private byte[] chain() throws IOException {
    ByteArrayOutputStream chain = new ByteArrayOutputStream();
    for (int number = 0; number < LINKS; number++) {
      chain.writeBytes(link(number, "ogg", "-c:a", "libvorbis", "-q:a", "3"));
    }
    return chain.toByteArray();
  }

  private static Station.Script sending(byte[] stream, String type) {
    return call ->
        call.head("HTTP/1.0 200 OK", "Content-Type: " + type)
            .send(stream)
            .await(new CountDownLatch(1));
  }

  @Test
  void eachLinkIsAFileOfOneRunAndHasItsTitle() throws Exception {
    try (Station station = Station.playing(sending(chain(), "application/ogg"));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      archive.awaitLength("radio", Duration.ofSeconds(LINKS));
      archive.stop();

      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(LINKS);
      assertThat(segments).extracting(StoredSegment::run).containsOnly(segments.getFirst().run());
      for (int number = 0; number < LINKS; number++) {
        StoredSegment segment = segments.get(number);
        assertThat(segment.firstSample()).isEqualTo((long) number * RATE);
        assertThat(segment.content().orElseThrow().samples()).isEqualTo(RATE);
        assertThat(archive.stored().titles(segment))
            .extracting(SeenTitle::text)
            .contains("Quartet - Piece " + number);
        Timeline.assertPlays(segment);
      }
      assertThat(archive.gaps("radio"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.RECORDER_STOPPED);
    }
  }

  @Test
  void allLinksAreOneFileWhereThatIsWanted() throws Exception {
    try (Station station = Station.playing(sending(chain(), "audio/ogg"));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory).oneFileForAllLinks());
      archive.awaitLength("radio", Duration.ofSeconds(LINKS));
      archive.stop();

      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(1);
      assertThat(segments.getFirst().content().orElseThrow().samples())
          .isEqualTo((long) LINKS * RATE);
      String file = segments.getFirst().file().toString();
      assertThat(Tool.run("oggz-validate", file).orFail().output()).isBlank();
    }
  }

  @Test
  void anotherContainerInTheSameConnectionIsRecordedFromItsFirstPacket() throws Exception {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(CountedFrame.USUAL.bytes(0, 100));
    byte[] aac = link(9, "aac", "-c:a", "aac", "-b:a", "256k", "-f", "adts", "-t", "1");
    for (int again = 0; again < 8; again++) {
      stream.writeBytes(aac);
    }
    try (Station station = Station.playing(sending(stream.toByteArray(), "audio/mpeg"));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      archive.awaitFormat("radio", Codec.AAC);
      archive.stop();

      List<Path> files = archive.sealed("radio").stream().map(StoredSegment::file).toList();
      assertThat(files).hasSize(2);
      Path first = files.stream().filter(it -> it.toString().endsWith(".mp3")).findAny().get();
      Path second = files.stream().filter(it -> it.toString().endsWith(".aac")).findAny().get();
      Timeline.assertUnbroken(CountedFrame.numbersIn(first));
      byte[] file = Files.readAllBytes(second);
      int head = Containers.inspect(second).headLength();
      assertThat(java.util.Arrays.copyOfRange(file, head, file.length)).startsWith(aac);
    }
  }
}
