package dev.sonolog.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that plays to an Icecast mount in real time, as stations do. */
final class SourceClient implements AutoCloseable {
  private final Process process;

  private SourceClient(Process process) {
    this.process = process;
  }

  /**
   * ffmpeg encodes noise as it plays: no two stretches are alike, and every frame leans on the bit
   * reservoir.
   *
   * @param rate in Hz
   * @param type the Content-Type that it declares
   * @param encoding ffmpeg's options for the codec
   */
  static SourceClient ffmpeg(
      Icecast icecast,
      String mount,
      int rate,
      int channels,
      String muxer,
      String type,
      List<String> encoding)
      throws IOException {
    String noise =
        "anoisesrc=c=pink:a=0.5:r=%1$d:seed=11,tremolo=f=3:d=0.9[l];anoisesrc=c=brown:a=0.4:r=%1$d:seed=12,tremolo=f=0.7:d=0.5[r];[l][r]amerge"
            .formatted(rate);
    List<String> command =
        new ArrayList<>(
            List.of("ffmpeg", "-v", "error", "-nostdin", "-re", "-f", "lavfi", "-i", noise));
    command.addAll(List.of("-ac", String.valueOf(channels)));
    command.addAll(encoding);
    command.addAll(List.of("-content_type", type, "-ice_name", "Test " + mount));
    if (muxer.equals("mp3")) {
      command.addAll(List.of("-write_xing", "0", "-id3v2_version", "0"));
    }
    command.addAll(
        List.of(
            "-f",
            muxer,
            "icecast://source:%s@127.0.0.1:%d/%s"
                .formatted(Icecast.SOURCE_PASSWORD, icecast.port(), mount)));
    return start(command);
  }

  /** ezstream plays files one after the other, for ever. */
  static SourceClient ezstream(Icecast icecast, String mount, Path folder, Path file)
      throws IOException {
    Path config = folder.resolve(mount + ".ezstream.xml");
    Files.writeString(
        config,
        """
        <ezstream>
          <servers>
            <server>
              <name>default</name>
              <protocol>HTTP</protocol>
              <hostname>127.0.0.1</hostname>
              <port>%d</port>
              <password>%s</password>
              <tls>None</tls>
            </server>
          </servers>
          <streams>
            <stream>
              <mountpoint>/%s</mountpoint>
              <stream_name>Test %s</stream_name>
              <format>MP3</format>
            </stream>
          </streams>
          <intakes>
            <intake>
              <type>file</type>
              <filename>%s</filename>
            </intake>
          </intakes>
        </ezstream>
        """
            .formatted(icecast.port(), Icecast.SOURCE_PASSWORD, mount, mount, file));
    // It refuses a configuration that others may read: there are passwords in it.
    Files.setPosixFilePermissions(
        config, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    return start(List.of("ezstream", "-c", config.toString()));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a crash does, in the middle of whatever it sends. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SourceClient start(List<String> command) throws IOException {
    return new SourceClient(
        new ProcessBuilder(command)
            .inheritIO()
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start());
  }
}
