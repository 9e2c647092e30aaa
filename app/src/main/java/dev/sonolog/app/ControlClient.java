package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Speaks to a running recorder. */
final class ControlClient {
  private ControlClient() {}

  /**
   * Asks the recorder of an archive, and waits for its answer.
   *
   * @param meanwhile told what the recorder says while it has no answer
   * @return its answer; nothing when no recorder is running there
   * @throws IOException if one is running but cannot be spoken to
   */
  static Optional<Reply> ask(Path stateDirectory, Request request, Consumer<JsonNode> meanwhile)
      throws IOException {
    return ask(ControlAddress.of(stateDirectory), request, meanwhile);
  }

  /** The same at an address. */
  static Optional<Reply> ask(
      UnixDomainSocketAddress address, Request request, Consumer<JsonNode> meanwhile)
      throws IOException {
    try (SocketChannel channel = SocketChannel.open(address)) {
      byte[] line =
          (ControlMessage.JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8);
      ByteBuffer out = ByteBuffer.wrap(line);
      while (out.hasRemaining()) {
        channel.write(out);
      }
      return Optional.of(answer(Channels.newReader(channel, StandardCharsets.UTF_8), meanwhile));
    } catch (JacksonException e) {
      throw new IOException(
          "The recorder ended, or is of another version; its answer cannot be read: "
              + e.getOriginalMessage(),
          e);
    } catch (ConnectException e) {
      return Optional.empty();
    } catch (SocketException e) {
      if (address.getPath().toFile().exists()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static Reply answer(Reader in, Consumer<JsonNode> meanwhile) throws IOException {
    BufferedReader lines = new BufferedReader(in);
    Reply reply = read(lines.readLine());
    while (reply.pending().isPresent()) {
      meanwhile.accept(reply.pending().get());
      reply = read(lines.readLine());
    }
    return reply;
  }

  private static Reply read(@Nullable String line) {
    return ControlMessage.JSON.readValue(line == null ? "" : line, Reply.class);
  }
}
