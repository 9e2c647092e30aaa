package dev.sonolog.formats.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.Snapshot;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What every container must do with bytes of any kind. */
public final class AnyBytes {
  private AnyBytes() {}

  /**
   * Sniffing takes nothing; a reader makes progress up to the end, or says what it cannot read.
   *
   * @param lookAhead what the input keeps
   * @param check is given each element
   */
  public static void read(
      Container container, int lookAhead, byte[] bytes, Consumer<StreamElement> check)
      throws IOException {
    ByteInput input = new ByteInput(new ByteArrayInputStream(bytes), lookAhead);
    container.sniff(input);
    assertThat(input.position()).isZero();
    PacketReader reader = container.reader(input);
    try {
      for (StreamElement element = reader.next();
          !(element instanceof StreamElement.End);
          element = reader.next()) {
        check.accept(element);
      }
      assertThat(input.position()).isEqualTo(bytes.length);
    } catch (UnsupportedFormatException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }

  /**
   * Says that every byte is in at most one element, and the elements in order.
   *
   * @param check is given each packet
   */
  public static Consumer<StreamElement> inOrder(Consumer<StreamElement.Packet> check) {
    long[] position = {0};
    return element -> {
      switch (element) {
        case StreamElement.Packet packet -> {
          check.accept(packet);
          long start = packet.endPosition() - packet.bytes().length;
          assertThat(start).isGreaterThanOrEqualTo(position[0]);
          position[0] = packet.endPosition();
        }
        case StreamElement.Damage damage -> {
          assertThat(damage.position()).isGreaterThanOrEqualTo(position[0]);
          assertThat(damage.bytes()).isPositive();
          position[0] = damage.position() + damage.bytes();
        }
        case StreamElement.TrackHeader _, StreamElement.Title _ -> {}
        case StreamElement.Lost _, StreamElement.End _ ->
            throw new AssertionError("No element of a file: " + element);
      }
    };
  }

  /**
   * An inspection writes nothing; a repair shortens the file, replaces its head, and touches
   * nothing else. Both may call the file malformed.
   *
   * @param check is given what was found before and after
   */
  public static void repair(
      Container container, byte[] bytes, BiConsumer<InspectedSegment, InspectedSegment> check)
      throws IOException {
    MemoryFile file = new MemoryFile(bytes);
    try {
      InspectedSegment before = container.inspect(file);
      assertThat(file.writes()).isZero();
      assertThat(before.samples()).isNotNegative();
      assertThat(before.length()).isLessThanOrEqualTo(bytes.length);
      check.accept(before, container.repair(file));
      int from = before.headLength();
      int to = Math.toIntExact(file.size());
      assertThat(Arrays.copyOfRange(file.content(), from, to))
          .isEqualTo(Arrays.copyOfRange(bytes, from, to));
    } catch (MalformedSegmentException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }

  /** A snapshot is no longer than what it is taken of, and always the same. */
  public static void snapshot(Container container, byte[] bytes) throws IOException {
    MemoryFile file = new MemoryFile(bytes);
    Snapshot snapshot = container.snapshot(file, bytes.length, OptionalLong.empty());
    assertThat(file.writes()).isZero();
    assertThat(snapshot.length()).isBetween((long) snapshot.head().length, (long) bytes.length);
    Snapshot again = container.snapshot(file, bytes.length, OptionalLong.empty());
    assertThat(again.length()).isEqualTo(snapshot.length());
    assertThat(again.head()).isEqualTo(snapshot.head());
  }
}
