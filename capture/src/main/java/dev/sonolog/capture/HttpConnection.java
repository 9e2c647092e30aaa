package dev.sonolog.capture;

import dev.sonolog.formats.Container;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a stream: its mirrors in order, the first that answers with audio wins. Opened and
 * read by the source's thread; {@link #close} may come from any other and reaches every wait,
 * because all waiting is the {@link Wire}'s.
 */
final class HttpConnection implements Connection {
  private final StationClient client;
  private final StreamSettings settings;
  private final List<Container> containers;
  private final TimeSource time;
  private final Wire wire;
  private final AtomicBoolean opened = new AtomicBoolean();
  private volatile @Nullable Reply reply;

  HttpConnection(
      StationClient client, StreamSettings settings, List<Container> containers, TimeSource time) {
    this.client = client;
    this.settings = settings;
    this.containers = containers;
    this.time = time;
    this.wire = new Wire(time, settings.connectTimeout());
  }

  @Override
  public PacketSource open() throws IOException {
    if (!opened.compareAndSet(false, true)) {
      throw new IllegalStateException("This connection was opened before; make another one");
    }
    try {
      return found(new AudioSearch(client, settings, containers, wire).search());
    } catch (IOException e) {
      wire.checkOpen();
      throw e;
    }
  }

  private PacketSource found(AudioSearch.Found found) throws IOException {
    reply = found.reply();
    if (wire.isAborted()) {
      found.reply().close();
    }
    wire.checkOpen();
    FormatHint hint = new FormatHint(settings.formatHint(), found.audio().station().contentType());
    wire.stream(settings.stallTimeout());
    return new HttpPacketSource(found.audio(), hint, wire, time, this::close);
  }

  @Override
  public void close() {
    wire.abort();
    Reply open = reply;
    if (open != null) {
      open.close();
    }
  }
}
