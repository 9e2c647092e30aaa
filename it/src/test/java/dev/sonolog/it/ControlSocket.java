package dev.sonolog.it;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the recorder's control socket that need not keep to what callers should say. */
final class ControlSocket implements AutoCloseable {
  private final SocketChannel channel;

  private ControlSocket(SocketChannel channel) {
    this.channel = channel;
  }

  static ControlSocket open(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return new ControlSocket(channel);
  }

  /** Says a line and takes the answer; what is said while there is none yet is passed over. */
  static JsonNode ask(Path socket, String line) throws IOException {
    try (ControlSocket caller = open(socket)) {
      caller.say(line + "\n");
      JsonNode answer = caller.answer();
      while (answer.path("pending").isString()) {
        answer = caller.answer();
      }
      return answer;
    }
  }

  void say(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The answer, which must be one line of JSON. */
  JsonNode answer() throws IOException {
    StringBuilder line = new StringBuilder();
    var in = Channels.newInputStream(channel);
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return JsonMapper.shared().readTree(line.toString());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
