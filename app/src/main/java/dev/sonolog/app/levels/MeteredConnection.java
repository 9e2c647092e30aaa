package dev.sonolog.app.levels;

import dev.sonolog.capture.Connection;
import dev.sonolog.capture.PacketSource;
import dev.sonolog.capture.StationInfo;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.measure.MeterSettings;
import dev.sonolog.measure.WatchSettings;
import java.io.IOException;
import java.util.Optional;

/**
 * Samples on their way to the recorder, which are measured besides. It changes nothing of what it
 * passes on, and neither waits nor fails by itself.
 */
public final class MeteredConnection implements Connection {
  private final Connection connection;
  private final LevelFeed feed;
  private final MeterSettings meters;
  private final WatchSettings watching;

  /**
   * @param feed told of the levels
   * @param meters what is measured
   * @param watching what is told to a person
   */
  public MeteredConnection(
      Connection connection, LevelFeed feed, MeterSettings meters, WatchSettings watching) {
    this.connection = connection;
    this.feed = feed;
    this.meters = meters;
    this.watching = watching;
  }

  @Override
  public PacketSource open() throws IOException {
    return new Metered(connection.open());
  }

  @Override
  public void close() {
    connection.close();
  }

  private final class Metered implements PacketSource {
    private final PacketSource source;
    private Optional<LevelTap> tap = Optional.empty();

    Metered(PacketSource source) {
      this.source = source;
    }

    @Override
    public StationInfo station() {
      return source.station();
    }

    @Override
    public Container container() {
      return source.container();
    }

    @Override
    public StreamElement next() throws IOException {
      try {
        StreamElement element = source.next();
        measure(element);
        return element;
      } catch (IOException e) {
        endTap();
        throw e;
      }
    }

    private void measure(StreamElement element) {
      if (element instanceof PcmBlock block) {
        tap.ifPresent(it -> it.offer(block));
      } else if (element instanceof TrackHeader track && track.setup() instanceof PcmSetup setup) {
        endTap();
        tap = Optional.of(LevelTap.start(feed, track, setup, meters, watching));
      }
    }

    private void endTap() {
      tap.ifPresent(LevelTap::close);
      tap = Optional.empty();
    }

    @Override
    public long arrivalNanos() {
      return source.arrivalNanos();
    }

    @Override
    public void beforeWaiting(Runnable action) {
      source.beforeWaiting(action);
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
