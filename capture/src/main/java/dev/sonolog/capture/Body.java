package dev.sonolog.capture;

import dev.sonolog.capture.CaptureFailure.Kind;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The body of a reply that may be audio: titles taken out, its end kept apart from its bytes. Read
 * by the source's thread.
 *
 * @param address where it came from, for messages
 * @param input the audio, still at its first byte
 * @param ending what ended it
 * @param titles those of the transport, where it has any
 */
record Body(StreamAddress address, ByteInput input, EndingInput ending, Optional<IcyInput> titles) {
  private static final int SHOWN_BYTES = 16;

  /**
   * @throws CaptureFailure if the reply names an interval of titles that cannot be, so that audio
   *     and text cannot be told apart
   */
  static Body of(Reply reply, StreamAddress address, Optional<Charset> charset) throws IOException {
    InputStream plain = reply.body();
    Optional<Integer> interval = MetadataInterval.of(reply, address);
    Optional<IcyInput> titles = interval.map(bytes -> new IcyInput(plain, bytes, charset));
    EndingInput ending = new EndingInput(titles.<InputStream>map(in -> in).orElse(plain));
    return new Body(address, new ByteInput(ending, AudioSearch.LOOK_AHEAD), ending, titles);
  }

  /**
   * Waits for the first bytes.
   *
   * @throws CaptureFailure if there are none
   */
  void need(int count) throws IOException {
    input.ensure(count);
    if (input.buffered() > 0) {
      return;
    }
    if (ending.failure().isPresent()) {
      throw broken(ending.failure().get());
    }
    throw new CaptureFailure(Kind.REFUSED, address + ": the reply is empty");
  }

  /** The first bytes, as many as there are. */
  byte[] head(int most) {
    return input.peekBytes(0, Math.min(most, input.buffered()));
  }

  /**
   * All bytes.
   *
   * @throws CaptureFailure if there are more than {@code most}
   */
  byte[] rest(int most) throws IOException {
    if (input.ensure(most + 1)) {
      throw new CaptureFailure(Kind.REFUSED, "the playlist is longer than " + most + " bytes");
    }
    return head(most);
  }

  /** Why nothing can be done with it. */
  CaptureFailure unrecognised(List<Container> containers, Optional<String> type) {
    if (ending.failure().isPresent()) {
      return broken(ending.failure().get());
    }
    String known = containers.stream().map(Container::name).collect(Collectors.joining(", "));
    return new CaptureFailure(
        Kind.UNSUPPORTED,
        address
            + ": what came is nothing that can be recorded; it begins with "
            + HexFormat.ofDelimiter(" ").formatHex(head(SHOWN_BYTES))
            + type.map(text -> ", declared as " + text).orElse("")
            + ". Known: "
            + known);
  }

  private CaptureFailure broken(IOException cause) {
    return NetworkFailure.whileStreaming(
        address.toString(), "after " + ending.position() + " bytes", cause);
  }
}
