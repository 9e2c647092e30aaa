package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Speaks to a running recorder. */
final class ControlClient {
  private ControlClient() {}

  /**
   * Asks the recorder of an archive.
   *
   * @return its reply; nothing when no recorder is running there
   * @throws IOException if one is running but cannot be spoken to
   */
  static Optional<Reply> ask(Path stateDirectory, Request request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(ControlAddress.of(stateDirectory))) {
      byte[] line =
          (ControlMessage.JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8);
      ByteBuffer out = ByteBuffer.wrap(line);
      while (out.hasRemaining()) {
        channel.write(out);
      }
      byte[] reply = Channels.newInputStream(channel).readAllBytes();
      return Optional.of(ControlMessage.JSON.readValue(reply, Reply.class));
    } catch (JacksonException e) {
      throw new IOException(
          "The recorder ended, or is of another version; its answer cannot be read: "
              + e.getOriginalMessage(),
          e);
    } catch (ConnectException e) {
      return Optional.empty();
    } catch (SocketException e) {
      if (ControlAddress.of(stateDirectory).getPath().toFile().exists()) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
