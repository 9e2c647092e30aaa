package dev.sonolog.capture;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose connecting and reading wait by the rules of its {@link Wire}, whatever time-outs
 * the layers above set.
 */
final class WireSocket extends Socket {
  private final Wire wire;
  private @Nullable InputStream in;

  WireSocket(Wire wire) {
    this.wire = wire;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    wire.connect(millis -> super.connect(endpoint, millis));
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream known = in;
    if (known == null) {
      known = new Input(super.getInputStream());
      in = known;
    }
    return known;
  }

  private final class Input extends InputStream {
    private final InputStream plain;

    Input(InputStream plain) {
      this.plain = plain;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return wire.read(WireSocket.this, plain, target, offset, length);
    }

    @Override
    public int available() throws IOException {
      return plain.available();
    }

    @Override
    public void close() throws IOException {
      plain.close();
    }
  }
}
