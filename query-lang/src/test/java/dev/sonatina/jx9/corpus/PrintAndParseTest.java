package dev.sonatina.jx9.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import dev.sonatina.jx9.parse.ParseLimits;
import dev.sonatina.jx9.parse.ScriptParser;
import dev.sonatina.jx9.parse.TreePrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A tree that is written as a script and parsed again is the same tree, and gives the same answers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrintAndParseTest {
  private final ScriptParser parser = new ScriptParser(new ParseLimits(1 << 20, 500, 500));
  private final CorpusRunner runner = new CorpusRunner();

  static Stream<Path> families() throws IOException {
    return CorpusTest.families(CorpusTest.DIRECTORY);
  }

  @ParameterizedTest
  @MethodSource("families")
  void printedScriptsMeanTheSame(Path file) {
    List<String> wrong = new ArrayList<>();
    for (CorpusCase one : CorpusRunner.read(file)) {
      if (!one.needsDatabase() && !one.isInformational() && !one.script().contains("__LINE__")) {
        check(one, wrong);
      }
    }
    assertEquals(List.of(), wrong, () -> String.join(System.lineSeparator(), wrong));
  }

  private void check(CorpusCase one, List<String> wrong) {
    String printed;
    try {
      printed = TreePrinter.print(parser.parse(one.script().getBytes(StandardCharsets.UTF_8)));
    } catch (Jx9SyntaxException e) {
      return;
    }
    byte[] bytes = printed.getBytes(StandardCharsets.ISO_8859_1);
    try {
      String again = TreePrinter.print(parser.parse(bytes));
      if (!printed.equals(again)) {
        wrong.add(one.id() + ": printed " + printed + "and then " + again);
        return;
      }
    } catch (Jx9SyntaxException e) {
      wrong.add(one.id() + ": " + e.getMessage() + " in " + printed + " of " + one.script());
      return;
    }
    String difference =
        runner.check(one.withScript(new String(bytes, StandardCharsets.ISO_8859_1)));
    if (difference != null) {
      wrong.add(one.id() + ": " + difference + " from " + printed);
    }
  }
}
