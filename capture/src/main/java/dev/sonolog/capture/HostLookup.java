package dev.sonolog.capture;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of hosts on platform threads of its own. The system's look-up is a native
 * call: on a virtual thread it would hold a carrier, and a few dead name servers would stop every
 * source. Owned by the {@link StationClient}; any thread may call. A look-up that takes too long is
 * abandoned, not waited for.
 */
final class HostLookup implements DnsResolver, Closeable {
  private static final int MOST_THREADS = 64;
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MOST_THREADS,
          MOST_THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().name("host-lookup-", 0).daemon().factory());

  HostLookup() {
    // A thousand sources that start at once wait for each other, each no longer than its own
    // time-out; there is at most one look-up a source in the queue.
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    CompletableFuture<InetAddress[]> addresses = start(host);
    try {
      return Wire.CURRENT.get().await(addresses);
    } catch (ExecutionException e) {
      throw unknown(host, e);
    } catch (IOException e) {
      throw unknown(host, e);
    }
  }

  private CompletableFuture<InetAddress[]> start(String host) throws UnknownHostException {
    try {
      return CompletableFuture.supplyAsync(() -> lookUp(host), threads);
    } catch (java.util.concurrent.RejectedExecutionException e) {
      throw unknown(host, new IOException("the program is stopping", e));
    }
  }

  private static InetAddress[] lookUp(String host) {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }

  private static UnknownHostException unknown(String host, Exception cause) {
    Throwable root =
        cause instanceof ExecutionException e && e.getCause() != null ? e.getCause() : cause;
    String reason =
        root instanceof UnknownHostException ? "no such host" : String.valueOf(root.getMessage());
    UnknownHostException unknown = new UnknownHostException(host + ": " + reason);
    unknown.initCause(cause);
    return unknown;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
