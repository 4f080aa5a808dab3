package dev.sonatina.jx9.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The recorded answers of the original engine: the corpus, and those of the builtins with arguments
 * of every kind. A case listed in {@code known-differences.txt} must fail, any other must pass;
 * those that need the database run with the engine instead, and informational ones not at all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {
  static final Path DIRECTORY = Path.of("src/test/resources/corpus");
  private static final Path BUILTINS = Path.of("src/test/resources/builtins");
  private static final Path LANGUAGE = Path.of("src/test/resources/language");

  private final CorpusRunner runner = new CorpusRunner();

  static Stream<Path> families() throws IOException {
    return Stream.concat(
        families(DIRECTORY), Stream.concat(families(BUILTINS), families(LANGUAGE)));
  }

  static Stream<Path> families(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".jsonl"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Set<String> differences() {
    Set<String> ids = new TreeSet<>();
    try {
      for (String line : Files.readAllLines(DIRECTORY.resolve("known-differences.txt"))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          ids.add(line.split("\\s", 2)[0]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ids;
  }

  @ParameterizedTest
  @MethodSource("families")
  void answersAsTheOriginalDoes(Path file) {
    Set<String> differences = differences();
    List<String> wrong = new ArrayList<>();
    for (CorpusCase one : CorpusRunner.read(file)) {
      if (one.needsDatabase() || one.isInformational()) {
        continue;
      }
      String difference = runner.check(one);
      if (difference != null && !differences.contains(one.id())) {
        wrong.add(one.id() + ": " + one.script() + System.lineSeparator() + "  " + difference);
      } else if (difference == null && differences.contains(one.id())) {
        wrong.add(one.id() + " is listed as different but passes");
      }
    }
    assertEquals(
        List.of(),
        wrong,
        () ->
            wrong.size()
                + " wrong"
                + System.lineSeparator()
                + String.join(System.lineSeparator(), wrong));
  }

  @Test
  void everyListedDifferenceIsACase() throws IOException {
    Set<String> unknown = differences();
    for (Path family : families().toList()) {
      CorpusRunner.read(family).forEach(one -> unknown.remove(one.id()));
    }
    assertEquals(Set.of(), unknown);
  }
}
