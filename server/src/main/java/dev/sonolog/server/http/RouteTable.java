package dev.sonolog.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** All that a server does, in the order in which it is looked for. Immutable. */
public final class RouteTable {
  private final List<Route> routes;
  private final BasePath base;

  /** What a request comes to. */
  public sealed interface Found {
    /** A route that answers it. */
    record Match(Route route, Map<String, String> variables) implements Found {}

    /** There is something at that address, for other methods. */
    record OtherMethods(String allowed) implements Found {}

    /** There is nothing. */
    record Nothing() implements Found {}
  }

  /**
   * A table of these routes.
   *
   * @param base below which all of them are; what is asked elsewhere is nothing
   */
  public RouteTable(List<Route> routes, BasePath base) {
    this.routes = List.copyOf(routes);
    this.base = base;
  }

  /** All of them. */
  public List<Route> routes() {
    return routes;
  }

  /** Below which path they are. */
  public BasePath base() {
    return base;
  }

  /**
   * What answers a request.
   *
   * @param path as it came, with its percent signs
   */
  public Found find(String method, String path) {
    Optional<String> inside = base.inside(path);
    return inside.isPresent() ? inside(method, inside.get()) : new Found.Nothing();
  }

  private Found inside(String method, String path) {
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
