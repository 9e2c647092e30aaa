package dev.sonolog.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The code keeps to docs/architecture.md and to the house's rules. Works on compiled classes. */
class ArchitectureTest {
  private static final Path DOCUMENT = Product.ROOT.resolve("docs/architecture.md");

  /** Such as {@code recording Supervisor, Recorder: ... -> capture, archive}. */
  private static final Pattern ARROWS = Pattern.compile("^(\\w+) {2,}.* -> ([\\w-][\\w, ]*)$");

  private static final Set<String> WRITE_TO_THE_TERMINAL =
      Set.of("dev.sonolog.app.Signals", "dev.sonolog.app.ProgressLine");

  private static final JavaClasses MAIN = classes("classes");
  private static final JavaClasses TESTS = classes("test-classes");

  @Test
  void theDocumentNamesEveryModule() throws IOException {
    assertThat(arrows().keySet()).containsExactlyInAnyOrderElementsOf(modules());
  }

  @Test
  void modulesDependOnWhatTheDocumentSaysAlone() throws IOException {
    SequencedMap<String, Set<String>> arrows = arrows();
    for (Map.Entry<String, Set<String>> module : arrows.entrySet()) {
      List<String> others = new ArrayList<>(arrows.keySet());
      others.remove(module.getKey());
      others.removeAll(module.getValue());
      for (String other : others) {
        noClasses()
            .that()
            .resideInAPackage(packages(module.getKey()))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(packages(other))
            .check(MAIN);
      }
    }
  }

  @Test
  void aModuleHasOnePackageAndThoseBelowIt() {
    for (String module : modules()) {
      assertThat(new ClassFileImporter().importPath(folder(module, "classes")))
          .allMatch(resideInAPackage(packages(module)));
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.sonolog.(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass each : MAIN) {
      JavaPackage home = each.getPackage();
      if (!home.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(home.getName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void nothingIsPrintedPastTheLogAndTheCommandLine() {
    noClasses().should().accessField(System.class, "out").check(MAIN);
    noClasses()
        .that(not(named(WRITE_TO_THE_TERMINAL)))
        .should()
        .accessField(System.class, "err")
        .check(MAIN);
  }

  @Test
  void loggingGoesThroughTheSystemLogger() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..").check(MAIN);
    noClasses()
        .that(not(named(Set.of("dev.sonolog.app.Logging"))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "ch.qos.logback..")
        .check(MAIN);
  }

  @Test
  void nobodySleeps() {
    for (JavaClasses classes : List.of(MAIN, TESTS)) {
      noClasses().should().callMethodWhere(sleepOf(Thread.class)).check(classes);
      noClasses().should().callMethodWhere(sleepOf(TimeUnit.class)).check(classes);
    }
  }

  @Test
  void onlySignalsUseWhatTheJdkHides() {
    noClasses()
        .that(not(named(Set.of("dev.sonolog.app.Signals"))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("sun..", "com.sun..", "jdk.internal..")
        .check(MAIN);
  }

  private static DescribedPredicate<JavaClass> named(Set<String> names) {
    return DescribedPredicate.describe(
        "named " + names, type -> names.contains(outermost(type).getName()));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  private static DescribedPredicate<JavaMethodCall> sleepOf(Class<?> type) {
    return DescribedPredicate.describe(
        type.getSimpleName() + ".sleep",
        call ->
            call.getTargetOwner().isEquivalentTo(type)
                && call.getTarget().getName().equals("sleep"));
  }

  // --- what the document says

  /** Each module, and all that it may use: where its arrows lead, and theirs. */
  private static SequencedMap<String, Set<String>> arrows() throws IOException {
    SequencedMap<String, Set<String>> arrows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher row = ARROWS.matcher(line);
      if (row.matches()) {
        arrows.put(row.group(1), reached(row.group(2).strip(), arrows));
      }
    }
    return arrows;
  }

  /** The modules stand in the document from the bottom up. */
  private static Set<String> reached(String arrows, Map<String, Set<String>> below) {
    Set<String> reached = new TreeSet<>();
    switch (arrows) {
      case "-" -> {}
      case "all" -> reached.addAll(below.keySet());
      default -> {
        for (String target : arrows.split(", *", -1)) {
          assertThat(below).as(DOCUMENT.toString()).containsKey(target);
          reached.add(target);
          reached.addAll(below.getOrDefault(target, Set.of()));
        }
      }
    }
    return reached;
  }

  // --- what is there

  /** All modules with code of their own. */
  private static List<String> modules() {
    try (Stream<Path> folders = Files.list(Product.ROOT)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String packages(String module) {
    return "dev.sonolog." + module + "..";
  }

  private static Path folder(String module, String kind) {
    return Product.ROOT.resolve(module).resolve("target").resolve(kind);
  }

  private static JavaClasses classes(String kind) {
    List<Path> folders =
        Stream.concat(modules().stream(), Stream.of("it"))
            .map(module -> folder(module, kind))
            .filter(Files::isDirectory)
            .toList();
    assertThat(folders).as("compiled " + kind).isNotEmpty();
    return new ClassFileImporter().importPaths(folders);
  }
}
