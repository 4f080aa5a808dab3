package dev.sonatina.conformance.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sonatina.conformance.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources look like from the outside. */
class SourceTidinessTest {

  private static final int LINES_MAX = 600;
  private static final Path ROOT = ProjectFiles.root();

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    assertEquals(
        List.of(),
        strays(
            "java",
            file ->
                file.toString().contains("/src/main/")
                    && !Files.exists(file.resolveSibling("package-info.java"))));
  }

  @Test
  void everyPackageIsNullMarked() throws IOException {
    assertEquals(
        List.of(),
        strays(
            "java",
            file ->
                file.endsWith("package-info.java")
                    // What ANTLR generates knows nothing of annotations.
                    && !file.toString().contains("/grammar/src/main/")
                    && !text(file).contains("@NullMarked")));
  }

  @Test
  void noFileIsTooLongToReadAtOnce() throws IOException {
    assertEquals(List.of(), strays("java", file -> text(file).lines().count() > LINES_MAX));
    assertEquals(List.of(), strays("g4", file -> text(file).lines().count() > LINES_MAX));
  }

  @Test
  void nothingIsLeftForLater() throws IOException {
    // Spelt in two parts, so that this file does not find itself.
    List<String> promises = List.of("TO" + "DO", "FIX" + "ME", "XX" + "X:");
    assertEquals(
        List.of(), strays("java", file -> promises.stream().anyMatch(text(file)::contains)));
  }

  private static List<Path> strays(String extension, Predicate<Path> astray) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith("." + extension))
              .filter(file -> file.toString().contains("/src/"))
              .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
              .toList();
      assertFalse(sources.isEmpty(), "no " + extension + " files below " + ROOT);
      return sources.stream().filter(astray).map(ROOT::relativize).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
