package dev.sonolog.server;

import dev.sonolog.server.access.Approach;
import dev.sonolog.server.access.Decision;
import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Gate;
import dev.sonolog.server.access.SessionCookie;
import dev.sonolog.server.access.TrustedProxies;
import dev.sonolog.server.http.Parameters;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Shows the gate what a request says of its sender. Any thread. */
final class Doorkeeper {
  private final Gate gate;
  private final TrustedProxies proxies;

  Doorkeeper(Gate gate, TrustedProxies proxies) {
    this.gate = gate;
    this.proxies = proxies;
  }

  /** Whether a request is served. */
  Decision judge(ServerRequest request, Parameters query, Demand demand) throws IOException {
    return gate.decide(approach(request, query), demand);
  }

  /** Whether a request that was served would be served still. */
  boolean admitsStill(ServerRequest request, Parameters query, Demand demand) throws IOException {
    return gate.admitsStill(approach(request, query), demand);
  }

  private Approach approach(ServerRequest request, Parameters query) {
    TrustedProxies.Client client = client(request);
    return new Approach(
        client.address(),
        client.inDoubt(),
        client.https(),
        request.prologue().method().text(),
        client.host(),
        field(request, "Origin"),
        field(request, "Sec-Fetch-Site"),
        field(request, "Authorization"),
        field(request, "Cookie").flatMap(SessionCookie::in),
        field(request, "X-CSRF-Token"),
        query.get("token"),
        field(request, "Referer"),
        field(request, "User-Agent"));
  }

  /** Who sent it. */
  TrustedProxies.Client client(ServerRequest request) {
    return proxies.client(
        new TrustedProxies.Arrival(
            peer(request),
            request.isSecure(),
            field(request, "Host"),
            fields(request, "X-Forwarded-For"),
            fields(request, "X-Forwarded-Proto"),
            fields(request, "X-Forwarded-Host")));
  }

  private static InetAddress peer(ServerRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress address
        ? address.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  /** The value of a field; several of one name are joined. */
  static Optional<String> field(ServerRequest request, String name) {
    List<String> values = fields(request, name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  private static List<String> fields(ServerRequest request, String name) {
    HeaderName header = HeaderNames.create(name);
    return request.headers().contains(header)
        ? request.headers().get(header).allValues()
        : List.of();
  }
}
