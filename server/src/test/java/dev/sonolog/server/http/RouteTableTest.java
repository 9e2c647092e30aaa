package dev.sonolog.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.access.Demand;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
  private static final Route FILES = route("GET", "/api/files");
  private static final Route STREAM = route("GET", "/stream/{name...}");
  private static final Route DELETE = route("DELETE", "/api/files/{name...}");
  private static final Route SOURCE = route("GET", "/api/v1/sources/{source}/cuts/{cut}");
  private static final Route CUTS = route("POST", "/api/v1/sources/{source}/cuts/{cut}");
  private static final RouteTable TABLE =
      new RouteTable(List.of(FILES, STREAM, DELETE, SOURCE, CUTS), BasePath.ROOT);

  private static Route route(String method, String template) {
    return Route.quick(method, template, Demand.ofNobody(), _ -> Answer.empty(204));
  }

  private static void assertMatch(
      String method, String path, Route route, Map<String, String> variables) {
    assertThat(TABLE.find(method, path)).isEqualTo(new RouteTable.Found.Match(route, variables));
  }

  @Test
  void aRouteIsFoundByMethodAndPath() {
    assertMatch("GET", "/api/files", FILES, Map.of());
    assertMatch("HEAD", "/api/files", FILES, Map.of());
    assertMatch(
        "GET", "/api/v1/sources/a%2Fb/cuts/3", SOURCE, Map.of("source", "a%2Fb", "cut", "3"));
    assertMatch("POST", "/api/v1/sources/a/cuts/3", CUTS, Map.of("source", "a", "cut", "3"));
  }

  @ParameterizedTest
  @CsvSource({
    "/stream/a.wav, a.wav",
    "/stream/, ''",
    "/stream/a/b/c.wav, a/b/c.wav",
    "/stream//a.wav, /a.wav",
    "/stream/../a, ../a",
    "/stream/a/, a/",
    "/stream/%2e%2e/%00, %2e%2e/%00"
  })
  void theRestOfAPathIsLeftAsItCame(String path, String rest) {
    assertMatch("GET", path, STREAM, Map.of("name", rest));
  }

  @ParameterizedTest
  @CsvSource({
    "/",
    "''",
    "/api",
    "/api/files2",
    "/Api/files",
    "//api/files",
    "/api//files",
    "/stream",
    "/api/v1/sources//cuts/3",
    "/api/v1/sources/a/cuts/",
    "/api/v1/sources/a/cuts/3/4",
    "/api/v1/sources/a/cuts"
  })
  void thereIsNothingAtOtherPaths(String path) {
    assertThat(TABLE.find("GET", path)).isEqualTo(new RouteTable.Found.Nothing());
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/files, 'GET, HEAD'",
    "GET, /api/files/a, DELETE",
    "HEAD, /api/files/a, DELETE",
    "PUT, /api/v1/sources/a/cuts/3, 'GET, HEAD, POST'",
    "get, /api/files, 'GET, HEAD'"
  })
  void theMethodsOfAnAddressAreNamed(String method, String path, String allowed) {
    assertThat(TABLE.find(method, path)).isEqualTo(new RouteTable.Found.OtherMethods(allowed));
  }
}
