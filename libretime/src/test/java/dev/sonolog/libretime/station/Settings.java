package dev.sonolog.libretime.station;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a station is like; a test changes it at any moment. */
public final class Settings {
  /** The key that the station takes. */
  public static final String KEY = "s3cret-key";

  /** The user that it takes. */
  public static final String USER = "dj";

  /** That user's password. */
  public static final String PASSWORD = "p&ss w\u00f6rd";

  volatile Instant now = Instant.parse("2026-05-23T20:00:00Z");
  volatile ZoneId zone = ZoneId.of("Europe/Berlin");
  volatile String name = "Radio Rosa & Co";
  volatile boolean publicApi = true;
  volatile boolean secondInterface = true;
  volatile boolean oldWeekInfo;
  volatile boolean filters;
  volatile boolean mayPatch = true;
  volatile boolean autoSwitch;
  volatile boolean mayLogIn = true;
  volatile boolean maySchedule = true;
  volatile boolean switchWorks = true;
  volatile boolean playing = true;
  volatile boolean scheduled = true;
  volatile boolean mainConnected;
  volatile boolean mainOn;
  volatile boolean showConnected;
  volatile boolean showOn;
  final Set<String> sessions = ConcurrentHashMap.newKeySet();
  final Set<String> tokens = ConcurrentHashMap.newKeySet();

  Settings() {}

  /** The station's clock. */
  public Settings now(Instant value) {
    now = value;
    return this;
  }

  /** The station's time zone. */
  public Settings zone(String value) {
    zone = ZoneId.of(value);
    return this;
  }

  /** The station's name. */
  public Settings name(String value) {
    name = value;
    return this;
  }

  /** Whether some calls are answered to those without a key, as LibreTime is installed. */
  public Settings publicApi(boolean value) {
    publicApi = value;
    return this;
  }

  /** Whether there is {@code /api/v2}. */
  public Settings secondInterface(boolean value) {
    secondInterface = value;
    return this;
  }

  /** Whether week-info writes in the station's zone whatever it is asked for. */
  public Settings oldWeekInfo(boolean value) {
    oldWeekInfo = value;
    return this;
  }

  /** Whether the calendar of the second interface can be filtered by time. */
  public Settings filters(boolean value) {
    filters = value;
    return this;
  }

  /** Whether a show's file may be set by the second interface. */
  public Settings mayPatch(boolean value) {
    mayPatch = value;
    return this;
  }

  /** Whether an encoder that comes or goes turns the switch. */
  public Settings autoSwitch(boolean value) {
    autoSwitch = value;
    return this;
  }

  /** Whether the user and the password are taken. */
  public Settings mayLogIn(boolean value) {
    mayLogIn = value;
    return this;
  }

  /** Whether the user may schedule the show that is on. */
  public Settings maySchedule(boolean value) {
    maySchedule = value;
    return this;
  }

  /** Whether the switch does what it says. */
  public Settings switchWorks(boolean value) {
    switchWorks = value;
    return this;
  }

  /** Whether what is scheduled is really played. */
  public Settings playing(boolean value) {
    playing = value;
    return this;
  }

  /** Whether anything is scheduled now. */
  public Settings scheduled(boolean value) {
    scheduled = value;
    return this;
  }

  /** An encoder comes to the main input, or goes. */
  public Settings mainConnected(boolean value) {
    mainConnected = value;
    return this;
  }

  /** The main input's switch. */
  public Settings mainOn(boolean value) {
    mainOn = value;
    return this;
  }

  /** Whether LibreTime believes that an encoder is connected to the main input. */
  public boolean isMainConnected() {
    return mainConnected;
  }

  /** Whether the main input is switched on. */
  public boolean isMainOn() {
    return mainOn;
  }
}
