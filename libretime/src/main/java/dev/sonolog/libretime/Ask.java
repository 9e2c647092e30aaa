package dev.sonolog.libretime;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A question that LibreTime is asked by GET, and how its answer is read. Times are asked for in
 * UTC, since the hour that an autumn night repeats cannot be told apart in any other zone; {@code
 * utc} is an abbreviation that each version understands, while it mangles names of zones.
 *
 * @param name for people
 * @param path from the station's root on
 */
public record Ask<T>(String name, String path, Reader<T> reader) {
  /** Whether something is on air; needs the key. */
  public static final Ask<OnAirLight> ON_AIR_LIGHT =
      new Ask<>("on-air-light", "api/on-air-light", OnAirLight::of);

  /** What is on air and what is next. */
  public static final Ask<LiveInfo> LIVE_INFO =
      new Ask<>("live-info", "api/live-info?timezone=utc", LiveInfo::first);

  /** What is on air, what is next, and what is switched on. */
  public static final Ask<LiveInfo> LIVE_INFO_V2 =
      new Ask<>("live-info-v2", "api/live-info-v2?timezone=utc&days=2&shows=10", LiveInfo::second);

  /** The same in the station's own zone, which only this tells. */
  static final Ask<LiveInfo> STATION_ZONE =
      new Ask<>("live-info", "api/live-info", LiveInfo::first);

  /** What is planned this week and the next. */
  public static final Ask<WeekInfo> WEEK_INFO =
      new Ask<>("week-info", "api/week-info?timezone=utc", WeekInfo::of);

  /** How the station calls itself, and its switches; needs the key. */
  public static final Ask<StationInfo> BOOTSTRAP =
      new Ask<>("bootstrap", "api/get-bootstrap-info/format/json", StationInfo::bootstrap);

  /** How the station calls itself. */
  public static final Ask<StationInfo> INFO = new Ask<>("api/v2", "api/v2/info", StationInfo::info);

  /** Which inputs are connected and on air; needs the key. */
  public static final Ask<Inputs> STREAM_STATE =
      new Ask<>("stream state", "api/v2/stream/state", Inputs::state);

  /** Those that tell versions of LibreTime apart. */
  static final List<Ask<?>> TELLING =
      List.of(ON_AIR_LIGHT, LIVE_INFO, LIVE_INFO_V2, WEEK_INFO, BOOTSTRAP, STREAM_STATE);

  /** Makes something of an answer, or says that it cannot. */
  interface Reader<T> {
    T read(JsonNode answer) throws LibretimeException;
  }
}
