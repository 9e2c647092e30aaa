package dev.sonolog.server.pirecord;

import dev.sonolog.server.service.StudioReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sources as Pi_Record tells its devices: one that is not reachable is not connected. */
final class Devices {
  private static final Set<String> GONE = Set.of("lost", "connecting");
  private static final String RUNNING = "running";

  private Devices() {}

  /** All of them, by name. */
  static Map<String, Object> of(List<StudioReport.Source> sources) {
    Map<String, Object> devices = new LinkedHashMap<>();
    sources.forEach(it -> devices.put(it.name(), of(it)));
    return devices;
  }

  private static Map<String, Object> of(StudioReport.Source source) {
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("connected", isConnected(source));
    if (isConnected(source)) {
      device.put("name", source.name());
      device.put("taken", source.lease().isPresent());
      holder(source).ifPresent(it -> device.put("client", Clients.shown(it)));
      device.put("recording", isRecorded(source));
      device.put("file", running(source).flatMap(Devices::file).orElse(""));
    }
    return device;
  }

  static boolean isConnected(StudioReport.Source source) {
    return !GONE.contains(source.state());
  }

  /** Who is in control, by name. */
  static Optional<String> holder(StudioReport.Source source) {
    return source.lease().map(StudioReport.Lease::holder);
  }

  static boolean isRecorded(StudioReport.Source source) {
    return running(source).isPresent();
  }

  /** The take that goes on. */
  static Optional<StudioReport.Take> running(StudioReport.Source source) {
    return source.take().filter(it -> it.state().equals(RUNNING));
  }

  /** The name of the file that is written. */
  static Optional<String> file(StudioReport.Take take) {
    return take.files().isEmpty()
        ? Optional.empty()
        : Optional.of(take.files().getLast()).map(it -> it.substring(it.lastIndexOf('/') + 1));
  }
}
