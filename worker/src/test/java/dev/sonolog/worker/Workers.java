package dev.sonolog.worker;

import dev.sonolog.jobs.WorkerCommand;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Workers of the tests, from the classes that are tested, and what they are fed with. */
final class Workers {
  private static final Path NATIVES = Path.of("target", "natives").toAbsolutePath();

  private Workers() {}

  static List<String> command() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<Path> paths =
        Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator), -1))
            .filter(path -> !path.isEmpty())
            .map(Path::of)
            .toList();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return WorkerCommand.usual(java, paths, NATIVES).words();
  }

  /** The bytes of a file of each format. */
  static List<byte[]> oneOfEach(Path folder) throws Exception {
    List<byte[]> all = new ArrayList<>();
    for (String options :
        List.of(
            "1.mp3 -b:a 64k",
            "2.flac -c:a flac",
            "3.ogg -c:a libvorbis",
            "4.opus -c:a libopus",
            "5.aac -c:a aac -f adts",
            "6.wav -c:a pcm_s16le",
            "7.mp2 -b:a 96k",
            "8.m4a -c:a aac")) {
      String[] words = options.split(" ", -1);
      String[] rest = Arrays.copyOfRange(words, 1, words.length);
      all.add(Files.readAllBytes(Material.make(folder, words[0], rest)));
    }
    return all;
  }

  /** A copy with some bytes changed, some taken out, and perhaps an end that is missing. */
  static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int changes = 1 << random.nextInt(10);
    for (int i = 0; i < changes; i++) {
      int reach = random.nextBoolean() ? Math.min(200, bytes.length) : bytes.length;
      bytes[random.nextInt(reach)] = (byte) random.nextInt();
    }
    if (random.nextInt(3) == 0) {
      int at = random.nextInt(bytes.length);
      int gone = Math.min(bytes.length - at, random.nextInt(2_000));
      System.arraycopy(bytes, at + gone, bytes, at, bytes.length - at - gone);
    }
    return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }
}
