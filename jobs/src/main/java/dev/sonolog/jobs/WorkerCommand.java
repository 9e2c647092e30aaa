package dev.sonolog.jobs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the worker is started: with a small heap, behind all else that wants the processor, and where
 * the system's {@code prlimit} is there, with a limit for all its memory, so that a file which
 * makes a decoder ask for more ends the worker and not the computer's other work.
 *
 * @param java the executable
 * @param classPath {@code sonolog-worker.jar}, or folders and jars
 * @param heap the most memory of the virtual machine's heap, in bytes; level data needs up to three
 *     times {@link LevelData#MAX_PEAK_VALUES} values for the longest files
 * @param memory the most address space, in bytes; the virtual machine alone reserves about two GiB
 * @param nativeFolder where FFmpeg's libraries are unpacked; created if missing, written once
 * @param nice how far it stands back, 0 to 19
 */
public record WorkerCommand(
    Path java, List<Path> classPath, long heap, long memory, Path nativeFolder, int nice) {
  private static final String MAIN = "dev.sonolog.worker.Main";
  private static final int USUAL_NICE = 10;
  private static final int LAST = 19;
  private static final long USUAL_HEAP = 512L << 20;
  private static final long USUAL_MEMORY = 5L << 30;

  public WorkerCommand {
    classPath = List.copyOf(classPath);
  }

  /** With the usual limits: a heap of 512 MiB, and 5 GiB of address space. */
  public static WorkerCommand usual(Path java, List<Path> classPath, Path nativeFolder) {
    return new WorkerCommand(java, classPath, USUAL_HEAP, USUAL_MEMORY, nativeFolder, USUAL_NICE);
  }

  /** The same, behind all other workers. */
  public WorkerCommand last() {
    return new WorkerCommand(java, classPath, heap, memory, nativeFolder, LAST);
  }

  /** The words of the command line. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    onPath("prlimit")
        .ifPresent(
            prlimit -> words.addAll(List.of(prlimit.toString(), "--as=" + memory, "--core=0")));
    onPath("nice").ifPresent(tool -> words.addAll(List.of(tool.toString(), "-n", "" + nice)));
    words.add(java.toString());
    words.addAll(options());
    words.addAll(List.of("-cp", joined(classPath), MAIN));
    return List.copyOf(words);
  }

  /** What the virtual machine has to say goes to the standard error output, as all but messages. */
  private List<String> options() {
    return List.of(
        "-Xmx" + heap,
        "-XX:+UseSerialGC",
        "-Xshare:auto",
        "-XX:-UsePerfData",
        "-XX:+DisplayVMOutputToStderr",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=/dev/null",
        "-XX:CompressedClassSpaceSize=64m",
        "-XX:ReservedCodeCacheSize=64m",
        "--enable-native-access=ALL-UNNAMED",
        "-Dorg.bytedeco.javacpp.cachedir=" + nativeFolder,
        "-Dorg.bytedeco.javacpp.nopointergc=true",
        "-Dorg.bytedeco.javacpp.maxbytes=0",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
