package dev.sonolog.it;

import dev.sonolog.capture.station.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What a station has on air as FLAC in Ogg, from an encoded file, since the moment that this was
 * made. A listener gets the pages of the head, what was on air just before, and then each page when
 * it is whole, as servers send it. Immutable; any thread.
 */
final class OggProgramme {
  private static final int HERTZ = 22_050;
  private static final int PAGE_HEADER = 27;
  private static final int GRANULE = 6;
  private static final int SEGMENTS = 26;
  private static final long NANOS_OF_A_TURN = 2_000_000;

  private final Path file;
  private final List<Page> head = new ArrayList<>();
  private final List<Page> audio = new ArrayList<>();
  private final long beganNanos;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Page(byte[] bytes, long granule) {
    long endNanos() {
      return granule * Duration.ofSeconds(1).toNanos() / HERTZ;
    }
  }

  /**
   * @param file where it is stored
   * @param age how long it was on air before now
   * @param length until when it is, from its beginning on
   */
  OggProgramme(Path file, Duration age, Duration length) throws IOException {
    this.file = file;
    String signal = "anoisesrc=r=%d:a=0.1:seed=7:d=%d".formatted(HERTZ, length.toSeconds());
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
    command.addAll(List.of("-f", "lavfi", "-i", signal, "-c:a", "flac"));
    command.addAll(List.of("-page_duration", "100000", file.toString()));
    Tool.run(command).orFail();
    split(Files.readAllBytes(file));
    this.beganNanos = System.nanoTime() - age.toNanos();
  }

  /** Where all of it is. */
  Path file() {
    return file;
  }

  private void split(byte[] stream) {
    ByteBuffer pages = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
    while (pages.hasRemaining()) {
      int start = pages.position();
      int segments = pages.get(start + SEGMENTS) & 0xFF;
      int length = PAGE_HEADER + segments;
      for (int i = 0; i < segments; i++) {
        length += pages.get(start + PAGE_HEADER + i) & 0xFF;
      }
      byte[] bytes = new byte[length];
      pages.get(bytes);
      Page page = new Page(bytes, pages.getLong(start + GRANULE));
      (page.granule == 0 ? head : audio).add(page);
    }
  }

  /** Sends the head, a stretch of what was on air last, and what is on air from now on. */
  void play(Call call, Duration burst) throws IOException {
    call.head("HTTP/1.0 200 OK", "Content-Type: application/ogg");
    for (Page page : head) {
      call.send(page.bytes);
    }
    long from = System.nanoTime() - beganNanos - burst.toNanos();
    for (Page page : audio) {
      if (page.endNanos() >= from) {
        awaitOnAir(page);
        call.send(page.bytes);
      }
    }
    call.hold();
  }

  private void awaitOnAir(Page page) {
    while (System.nanoTime() - beganNanos < page.endNanos()) {
      LockSupport.parkNanos(NANOS_OF_A_TURN);
    }
  }
}
