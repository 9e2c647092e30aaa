package dev.sonolog.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** All that a server does, in the order in which it is looked for. Immutable. */
public final class RouteTable {
  private final List<Route> routes;

  /** What a request comes to. */
  public sealed interface Found {
    /** A route that answers it. */
    record Match(Route route, Map<String, String> variables) implements Found {}

    /** There is something at that address, for other methods. */
    record OtherMethods(String allowed) implements Found {}

    /** There is nothing. */
    record Nothing() implements Found {}
  }

  public RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** All of them. */
  public List<Route> routes() {
    return routes;
  }

  /** What answers a request. */
  public Found find(String method, String path) {
    TreeSet<String> others = new TreeSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> match = route.match(path);
      if (match.isPresent() && route.takes(method)) {
        return new Found.Match(route, match.get());
      }
      match.ifPresent(_ -> others.add(route.method()));
    }
    if (others.contains("GET")) {
      others.add("HEAD");
    }
    return others.isEmpty()
        ? new Found.Nothing()
        : new Found.OtherMethods(String.join(", ", others));
  }
}
