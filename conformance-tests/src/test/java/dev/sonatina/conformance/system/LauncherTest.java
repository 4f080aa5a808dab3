package dev.sonatina.conformance.system;

import static dev.sonatina.conformance.system.Commands.SONATINA;
import static dev.sonatina.conformance.system.Commands.assertPrinted;
import static dev.sonatina.conformance.system.Commands.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.conformance.system.ChildProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell scripts that start Java. */
@Tag("packaged")
class LauncherTest {

  private static final String[] PRINT_1 = {"run", "-c", "print 1;"};
  private static final String ARCHIVE = "sonatina-" + System.getProperty("java.version") + ".jsa";

  private final Path directory;
  private final Commands commands;

  LauncherTest(@TempDir Path directory) {
    this.directory = directory;
    this.commands = new Commands(directory);
  }

  @Test
  void worksFromAnyDirectoryAndThroughLinks() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("first"), SONATINA);
    Files.createSymbolicLink(directory.resolve("second"), Path.of(link.getFileName().toString()));
    assertPrinted("1", commands.run(directory.resolve("second"), "", PRINT_1));
    assertPrinted("1", commands.shell("PATH=\"$PWD:$PATH\"; first run -c 'print 1;'"));
    Files.createSymbolicLink(directory.resolve("bin"), SONATINA.getParent());
    assertPrinted("1", commands.run(Path.of("bin/sonatina"), "", PRINT_1));
  }

  @Test
  void saysThatItIsNotBuilt() throws IOException {
    assertRefused(
        4, commands.run(copy(), "", PRINT_1), "not built yet", "mvn -q -DskipTests package");
  }

  @Test
  void anArchiveOfClassesThatIsMissingOrNoArchiveIsNoMatter() throws IOException {
    Path copy = copy();
    Path archive = builtBeside(copy).resolve(ARCHIVE);
    assertPrinted("1", commands.run(copy, "", PRINT_1));
    assertTrue(Files.notExists(archive));
    Files.writeString(archive, "no archive");
    assertPrinted("1", commands.run(copy, "", PRINT_1));
  }

  @Test
  void anotherJavaMakesAnArchiveOfClassesUnlessItCannot() throws IOException {
    Path copy = copy();
    Path built = builtBeside(copy);
    Path archive = built.resolve(ARCHIVE);
    Path classes = built.resolve("class-data-training/all.classes");
    Files.createDirectories(classes.getParent());
    Files.writeString(classes, "java/lang/Object\ndev/sonatina/cli/Main\n");
    assertPrinted("1", commands.run(copy, "", PRINT_1));
    assertTrue(Files.size(archive) > 0);
    assertPrinted("1", commands.run(copy, "", PRINT_1));
    Files.delete(archive);
    Files.writeString(classes, "no list of classes\n");
    assertPrinted("1", commands.run(copy, "", PRINT_1));
    assertEquals(0, Files.size(archive));
    assertPrinted("1", commands.run(copy, "", PRINT_1));
  }

  /** What the build puts beside a copy of the launcher, without an archive and a list for one. */
  private Path builtBeside(Path copy) throws IOException {
    Path built = Files.createDirectories(copy.resolveSibling("../target").normalize());
    Path own = SONATINA.resolveSibling("../target").normalize();
    Files.copy(own.resolve("sonatina.jar"), built.resolve("sonatina.jar"));
    Files.createSymbolicLink(built.resolve("lib"), own.resolve("lib"));
    return built;
  }

  /** The launcher alone, in a directory of its own. */
  private Path copy() throws IOException {
    Path copied = Files.createDirectories(directory.resolve("cli/bin"));
    for (String file : new String[] {"sonatina", "launcher.sh"}) {
      Files.copy(SONATINA.resolveSibling(file), copied.resolve(file));
    }
    Path copy = copied.resolve("sonatina");
    assertTrue(copy.toFile().setExecutable(true));
    return copy;
  }

  @Test
  void saysThatJavaIsMissing() {
    assertRefused(4, withJavaHome(directory), "JAVA_HOME is " + directory);
  }

  @Test
  void saysThatJavaIsTooOld() throws IOException {
    Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");
    assertTrue(java.toFile().setExecutable(true));
    assertRefused(4, withJavaHome(directory), "Java 11.0.2", "Java 17 or newer");
    Files.writeString(directory.resolve("release"), "OS=\"x\"\nJAVA_VERSION=\"1.8.0_392\"\n");
    assertRefused(4, withJavaHome(directory), "Java 1.8.0_392");
  }

  @Test
  void argumentsKeepTheirLettersInTheSimplestLocale() {
    assertPrinted("é∀", commands.shell("LC_ALL=C \"$SONATINA\" run -c 'print \"é∀\";'"));
  }

  @Test
  void closedStreamsAreNotTakenForFilesOfJava() {
    assertPrinted("", commands.shell("\"$SONATINA\" run <&-"));
    assertRefused(4, commands.shell("\"$SONATINA\" run -c 'print 1;' >&-"), "Bad file descriptor");
    assertPrinted("1", commands.shell("\"$SONATINA\" run -c 'print 1;' 2>&-"));
  }

  @Test
  void versionIsThatOfTheBuild() {
    Result result = commands.sonatina("--version");
    assertTrue(result.out().matches("(?s)sonatina \\d+\\.\\d+\\.\\d+.*\n.*"), result.out());
  }

  @Test
  void conformanceSaysHowItIsUsed() {
    Result result = commands.run(Commands.CONFORMANCE, "", "--help");
    assertEquals(0, result.status());
    assertTrue(result.out().contains("provdb"), result.out());
  }

  private Result withJavaHome(Path home) {
    List<String> command = Arrays.asList(SONATINA.toString(), "run", "-c", "print 1;");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("JAVA_HOME", home.toString());
    return ChildProcess.run(builder, "");
  }
}
