package dev.sonolog.app.config;

import dev.sonolog.server.SiteSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address to listen on, as a person writes it.
 *
 * @param host empty where only a port is said
 */
record ListenPlace(Optional<String> host, int port) {
  private static final int MOST_PORT = 65_535;
  private static final int MOST = 16;
  private static final Pattern FORM =
      Pattern.compile("(?:(?:\\[([0-9a-fA-F:.%]+)]|([^:\\[\\]]+)):)?([0-9]{1,5})");

  /** Several of them, between commas or spaces. */
  static List<ListenPlace> parse(String text) throws BadValueException {
    List<ListenPlace> places = new ArrayList<>();
    for (String one : text.strip().split("[\\s,]+", -1)) {
      places.add(one(one));
    }
    if (places.size() > MOST) {
      throw new BadValueException("has more than " + MOST + " addresses");
    }
    return List.copyOf(places);
  }

  private static ListenPlace one(String text) throws BadValueException {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(3)) > MOST_PORT) {
      throw new BadValueException(
          "has something that is no address to listen on; write 0.0.0.0:5000, [::1]:5000 or 5000,"
              + " and commas between several");
    }
    Optional<String> host =
        Optional.ofNullable(form.group(1)).or(() -> Optional.ofNullable(form.group(2)));
    return new ListenPlace(host, Integer.parseInt(form.group(3)));
  }

  /** The same for the server; a free port may be taken as often as it is asked for. */
  static List<SiteSettings.Place> behind(
      List<SiteSettings.Place> first, List<ListenPlace> others, int line) {
    List<SiteSettings.Place> places = new ArrayList<>(first);
    for (ListenPlace one : others) {
      if (one.port() == 0 || places.stream().noneMatch(one::isAt)) {
        places.add(new SiteSettings.Place(one.host(), one.port(), OptionalInt.of(line)));
      }
    }
    return List.copyOf(places);
  }

  private boolean isAt(SiteSettings.Place place) {
    return place.host().equals(host) && place.port() == port;
  }
}
