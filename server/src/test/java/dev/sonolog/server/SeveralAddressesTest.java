package dev.sonolog.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.server.SiteSettings.Place;
import dev.sonolog.server.http.BasePath;
import dev.sonolog.server.service.AnalysisDefaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that listens at more than one address. */
@Timeout(60)
class SeveralAddressesTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private TestArchive archive;

  @BeforeEach
  void open() throws IOException {
    archive = new TestArchive(folder);
  }

  @AfterEach
  void close() {
    archive.close();
    client.close();
  }

  private static Place place(String host, int port) {
    return new Place(Optional.of(host), port, OptionalInt.of(12));
  }

  private Site site(Place... places) throws IOException {
    SiteSettings settings =
        new SiteSettings(
            places[0].port(),
            places[0].host(),
            BasePath.ROOT,
            AnalysisDefaults.USUAL,
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(places));
    return Site.start(settings, archive, "test", Map.of());
  }

  private String get(String host, int port, String path) throws Exception {
    URI address = URI.create("http://" + host + ":" + port + path);
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void eachHasTheSameContents() throws Exception {
    try (Site site = site(place("127.0.0.1", 0), place("127.0.0.2", 0), place("127.0.0.1", 0))) {
      assertThat(site.ports()).hasSize(3).doesNotHaveDuplicates();
      assertThat(site.port()).isEqualTo(site.ports().getFirst());
      String first = get("127.0.0.1", site.ports().get(0), "/api/v1/sources");
      assertThat(first).startsWith("{");
      assertThat(get("127.0.0.2", site.ports().get(1), "/api/v1/sources")).isEqualTo(first);
      assertThat(get("127.0.0.1", site.ports().get(2), "/api/v1/sources")).isEqualTo(first);
    }
  }

  @Test
  void oneThatIsTakenIsNamedWithItsLineAndTheOthersAreLeft() throws Exception {
    int free = free();
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> site(place("127.0.0.1", free), place("127.0.0.1", port)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1 port " + port)
          .hasMessageContaining("change listen = 127.0.0.1:" + port + " in line 12");
    }
    try (ServerSocket again = new ServerSocket(free, 1, LOOPBACK)) {
      assertThat(again.getLocalPort()).isEqualTo(free);
    }
  }

  @Test
  void noneIsOpenToTheNetworkWithoutUsers() {
    assertThatThrownBy(() -> site(place("127.0.0.1", 0), place("0.0.0.0", 0)))
        .hasMessageContaining("listen = 0.0.0.0:0 in line 12 would open the archive");
  }

  @Test
  void oneThatIsNoneIsNamed() {
    assertThatThrownBy(() -> site(place("nowhere.invalid", 5000)))
        .hasMessageContaining("listen = nowhere.invalid:5000 in line 12 is no address");
  }
}
