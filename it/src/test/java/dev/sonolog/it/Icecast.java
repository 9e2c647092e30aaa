package dev.sonolog.it;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Icecast on a free port of the loopback address. */
final class Icecast implements AutoCloseable {
  static final String SOURCE_PASSWORD = "hackme";

  private final Process process;
  private final int port;
  private final Path accessLog;

  private Icecast(Process process, int port, Path accessLog) {
    this.process = process;
    this.port = port;
    this.accessLog = accessLog;
  }

  /** Starts a server in {@code folder} and waits until it answers. */
  static Icecast start(Path folder, int burstBytes) throws IOException {
    return start(folder, burstBytes, "");
  }

  /**
   * Starts a server in {@code folder}, where the files lie that its mounts name.
   *
   * @param mounts what is said of single mounts, in the words of its configuration
   */
  static Icecast start(Path folder, int burstBytes, String mounts) throws IOException {
    Files.createDirectories(folder);
    Path config = folder.resolve("icecast.xml");
    Files.writeString(config, configuration(folder, burstBytes, mounts));
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      // Icecast refuses to run as root.
      openUp(folder);
      command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    command.addAll(List.of("icecast2", "-c", config.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("icecast.out").toFile())
            .start();
    int port =
        Awaitility.await("Icecast's port; what it says is in " + folder.resolve("icecast.out"))
            .atMost(20, TimeUnit.SECONDS)
            .failFast("Icecast ended", () -> !process.isAlive())
            .until(() -> portOf(process), found -> found > 0);
    return new Icecast(process, port, folder.resolve("access.log"));
  }

  int port() {
    return port;
  }

  String mount(String name) {
    return "http://127.0.0.1:" + port + "/" + name;
  }

  /** Waits until a listener gets audio from a mount. */
  void awaitMount(String name) {
    Awaitility.await("mount " + name)
        .atMost(20, TimeUnit.SECONDS)
        .pollInterval(50, TimeUnit.MILLISECONDS)
        .until(() -> answers(mount(name)));
  }

  /** Names what is played on a mount, as studios' programs do. */
  void title(String mount, String text) {
    String address =
        "http://127.0.0.1:%d/admin/metadata?mount=/%s&mode=updinfo&charset=UTF-8&song=%s"
            .formatted(
                port, mount, URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
    Tool.run("curl", "-sf", "-u", "admin:" + SOURCE_PASSWORD, address).orFail();
  }

  /** How often a program has asked for a mount, once it was told that the first time is over. */
  long requests(String mount, String program) {
    Pattern wanted = Pattern.compile("\"GET /" + mount + " .*\"" + program);
    return Awaitility.await("a request of " + mount + " in the log")
        .atMost(20, TimeUnit.SECONDS)
        .until(
            () -> {
              try (Stream<String> lines = Files.lines(accessLog, StandardCharsets.ISO_8859_1)) {
                return lines.filter(wanted.asPredicate()).count();
              }
            },
            found -> found > 0);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean answers(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    try {
      return connection.getResponseCode() == 200;
    } catch (ConnectException e) {
      return false;
    } finally {
      connection.disconnect();
    }
  }

  /** The server was told port 0; the kernel knows which one it got. */
  private static int portOf(Process process) {
    Matcher line =
        Pattern.compile("127\\.0\\.0\\.1:(\\d+) .*pid=" + process.pid() + ",")
            .matcher(Tool.run("ss", "-Hltnp").output());
    return line.find() ? Integer.parseInt(line.group(1)) : 0;
  }

  private static void openUp(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      if (Files.getOwner(above).getName().equals("root")
          && !Files.getPosixFilePermissions(above)
              .contains(java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE)) {
        Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private static String configuration(Path folder, int burstBytes, String mounts) {
    return """
    <icecast>
      <location>Earth</location>
      <admin>nobody@localhost</admin>
      <hostname>localhost</hostname>
      <limits>
        <clients>2000</clients>
        <sources>50</sources>
        <queue-size>2097152</queue-size>
        <burst-size>%d</burst-size>
      </limits>
      <authentication>
        <source-password>%s</source-password>
        <admin-user>admin</admin-user>
        <admin-password>%s</admin-password>
      </authentication>
      <listen-socket><port>0</port><bind-address>127.0.0.1</bind-address></listen-socket>
      %s
      <fileserve>1</fileserve>
      <paths>
        <basedir>%s</basedir>
        <logdir>%s</logdir>
        <webroot>%s</webroot>
        <adminroot>/usr/share/icecast2/admin</adminroot>
      </paths>
      <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel></logging>
      <security><chroot>0</chroot></security>
    </icecast>
    """
        .formatted(burstBytes, SOURCE_PASSWORD, SOURCE_PASSWORD, mounts, folder, folder, folder);
  }
}
