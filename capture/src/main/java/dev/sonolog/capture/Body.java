package dev.sonolog.capture;

import dev.sonolog.capture.CaptureFailure.Kind;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
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
  private static final int BYTES_OF_A_TEXT = 512;

  /** As many bytes that are no audio are no audio that is slow to come. */
  private static final int ENOUGH = 4_096;

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
   * The first bytes: a few, or, when they look like text, enough to tell which.
   *
   * @throws CaptureFailure if there are none
   */
  byte[] head() throws IOException {
    input.ensure(SHOWN_BYTES);
    if (PlaylistText.isText(peek(SHOWN_BYTES))) {
      input.ensure(BYTES_OF_A_TEXT);
    }
    if (input.buffered() == 0) {
      throw ending
          .failure()
          .map(this::broken)
          .orElseGet(() -> new CaptureFailure(Kind.REFUSED, address + ": the reply is empty"));
    }
    return peek(BYTES_OF_A_TEXT);
  }

  private byte[] peek(int most) {
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
    return peek(most);
  }

  /** Why nothing can be done with it. */
  CaptureFailure unrecognised(List<Container> containers, Optional<String> type) {
    return ending
        .failure()
        .filter(cause -> !(cause instanceof SocketTimeoutException) || input.buffered() < ENOUGH)
        .map(this::broken)
        .orElseGet(() -> unknown(containers, type));
  }

  private CaptureFailure unknown(List<Container> containers, Optional<String> type) {
    String known = containers.stream().map(Container::name).collect(Collectors.joining(", "));
    return new CaptureFailure(
        Kind.UNSUPPORTED,
        address
            + ": what came is nothing that can be recorded; it begins with "
            + HexFormat.ofDelimiter(" ").formatHex(peek(SHOWN_BYTES))
            + type.map(text -> ", declared as " + text).orElse("")
            + ". Known: "
            + known);
  }

  private CaptureFailure broken(IOException cause) {
    return NetworkFailure.whileStreaming(
        address.toString(), "after " + ending.position() + " bytes", cause);
  }
}
