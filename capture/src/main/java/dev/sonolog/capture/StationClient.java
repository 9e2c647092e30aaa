package dev.sonolog.capture;

import java.io.Closeable;
import java.io.IOException;
import java.net.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * One request to a station and the head of its reply, nothing more: redirects, playlists and
 * retries are decided above. Configures the HTTP client for streams that last for months: no
 * connection is ever used twice, nothing is decompressed, remembered or repeated, and buffers are
 * small. Thread-safe; waiting follows the {@link Wire} of the request.
 */
final class StationClient implements Closeable {
  /** The longest line of a reply's head, in bytes. */
  static final int MAX_HEADER_LINE = 8_192;

  /** The most header lines of a reply. */
  static final int MAX_HEADERS = 128;

  private static final int BUFFER = 2_048;
  private static final int MAX_CONNECTIONS = 100_000;

  private final HostLookup hosts = new HostLookup();
  private final CloseableHttpClient client;

  StationClient(SSLContext tls) {
    client =
        HttpClientBuilder.create()
            .setConnectionManager(connections(tls))
            .setDefaultRequestConfig(requests())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            .disableDefaultUserAgent()
            .build();
  }

  private PoolingHttpClientConnectionManager connections(SSLContext tls) {
    PoolingHttpClientConnectionManager connections =
        new PoolingHttpClientConnectionManager(
            operator(tls),
            PoolConcurrencyPolicy.STRICT,
            PoolReusePolicy.LIFO,
            TimeValue.NEG_ONE_MILLISECOND,
            messages());
    connections.setMaxTotal(MAX_CONNECTIONS);
    connections.setDefaultMaxPerRoute(MAX_CONNECTIONS);
    connections.setDefaultSocketConfig(SocketConfig.custom().setSoKeepAlive(true).build());
    return connections;
  }

  private DefaultHttpClientConnectionOperator operator(SSLContext tls) {
    return new DefaultHttpClientConnectionOperator(
        new WireSockets(),
        null,
        hosts,
        RegistryBuilder.<TlsSocketStrategy>create().register("https", timed(tls)).build());
  }

  private static ManagedHttpClientConnectionFactory messages() {
    Http1Config limits =
        Http1Config.custom()
            .setBufferSize(BUFFER)
            .setChunkSizeHint(BUFFER)
            .setMaxLineLength(MAX_HEADER_LINE)
            .setMaxHeaderCount(MAX_HEADERS)
            .build();
    return ManagedHttpClientConnectionFactory.builder()
        .http1Config(limits)
        .responseParserFactory(
            new DefaultHttpResponseParserFactory(limits, new StationLineParser(), null))
        .build();
  }

  private static RequestConfig requests() {
    return RequestConfig.custom()
        .setProtocolUpgradeEnabled(false)
        .setTargetPreferredAuthSchemes(List.of(StandardAuthScheme.DIGEST, StandardAuthScheme.BASIC))
        .build();
  }

  private static TlsSocketStrategy timed(SSLContext tls) {
    TlsSocketStrategy strategy = new DefaultClientTlsStrategy(tls);
    return (socket, host, port, attachment, context) -> {
      Wire wire = Wire.CURRENT.get();
      wire.enter(Wire.Phase.SECURING);
      SSLSocket secured = strategy.upgrade(socket, host, port, attachment, context);
      wire.enter(Wire.Phase.ANSWERING);
      return secured;
    };
  }

  /**
   * What to ask for.
   *
   * @param headers beyond those that every request has; they win
   * @param credentials answered with when the server asks for them
   */
  record Question(
      StreamAddress address,
      String userAgent,
      SequencedMap<String, String> headers,
      Optional<StreamSettings.Credentials> credentials) {}

  /**
   * Asks, and waits for the head of the reply.
   *
   * @throws IOException as the network has it; the wire's time-outs are {@link
   *     java.net.SocketTimeoutException}s
   */
  Reply ask(Question question, Wire wire) throws IOException {
    StreamAddress address = question.address();
    HttpHost host = new HttpHost(address.scheme(), address.host(), address.port());
    BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", host, address.path());
    headers(request, question);
    HttpClientContext context = HttpClientContext.create();
    question
        .credentials()
        .ifPresent(known -> context.setCredentialsProvider(provider(host, known)));
    return ScopedValue.where(Wire.CURRENT, wire)
        .call(() -> new Reply(client.executeOpen(host, request, context), wire.newest()));
  }

  private static void headers(BasicClassicHttpRequest request, Question question) {
    request.setHeader("User-Agent", question.userAgent());
    request.setHeader("Accept", "*/*");
    request.setHeader("Icy-MetaData", "1");
    request.setHeader("Connection", "close");
    question.headers().forEach(request::setHeader);
  }

  private static BasicCredentialsProvider provider(
      HttpHost host, StreamSettings.Credentials credentials) {
    BasicCredentialsProvider provider = new BasicCredentialsProvider();
    provider.setCredentials(
        new AuthScope(host),
        new UsernamePasswordCredentials(credentials.user(), credentials.password().toCharArray()));
    return provider;
  }

  @Override
  public void close() {
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    hosts.close();
  }

  private static final class WireSockets implements DetachedSocketFactory {
    @Override
    public java.net.Socket create(Proxy proxy) throws IOException {
      return Wire.CURRENT.get().socket();
    }
  }
}
