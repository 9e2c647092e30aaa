package dev.sonolog.capture.station;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** One connection of a listener, in the hands of a script. */
public final class Call {
  private final Socket socket;
  private final Request request;
  private final int number;

  Call(Socket socket, Request request, int number) {
    this.socket = socket;
    this.request = request;
    this.number = number;
  }

  /** What was asked for. */
  public Request request() {
    return request;
  }

  /** Which request at this station it is, from 1. */
  public int number() {
    return number;
  }

  /** Sends text, one byte per character. */
  public Call send(String latin) throws IOException {
    return send(latin.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes as they are, at once. */
  public Call send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Sends the head of a reply; every header is one line without its end. */
  public Call head(String statusLine, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(statusLine).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return send(head.append("\r\n").toString());
  }

  /** Sends one chunk of a chunked body; an empty one ends it (RFC 9112, section 7.1). */
  public Call chunk(byte[] bytes) throws IOException {
    send(Integer.toHexString(bytes.length).toUpperCase(Locale.ROOT) + "\r\n");
    return send(bytes).send("\r\n");
  }

  /** Stays silent until the listener or the station goes. */
  public void hold() throws IOException {
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /** Stays silent until the test says go on. */
  public Call await(CountDownLatch signal) throws InterruptedException {
    signal.await();
    return this;
  }

  /** Breaks the connection so that the listener sees a reset and not an end. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
