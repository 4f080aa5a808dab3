package dev.sonatina.conformance.system;

import static dev.sonatina.conformance.system.Commands.assertPrinted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.conformance.ProjectFiles;
import dev.sonatina.conformance.system.ChildProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What README.md tells people to paste works when it is pasted. */
@Tag("packaged")
class ReadmeTest {

  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

  private final Path directory;
  private final Commands commands;

  /** In the directory it looks as in that of the project. */
  ReadmeTest(@TempDir Path directory) throws IOException {
    Files.createSymbolicLink(directory.resolve("cli"), ProjectFiles.root().resolve("cli"));
    this.directory = directory;
    this.commands = new Commands(directory);
  }

  @AfterEach
  void removeLink() throws IOException {
    Files.delete(directory.resolve("cli"));
  }

  @Test
  void quickstartAnswersItsQuestions() throws IOException {
    String quickstart = block("sh", "quickstart").replaceAll(".*&& ", "");
    Result result = commands.shell(quickstart);
    assertEquals("", result.err());
    assertEquals(0, result.status());
    assertTrue(result.out().contains("6 records"), result.out());
    assertTrue(result.out().contains("MPI_Waitany()"), result.out());
    assertEquals(1, directory.toFile().listFiles().length, "left something behind");
  }

  @Test
  void scriptsArePiped() throws IOException {
    assertPrinted(
        "MPI_Wait: 740\nMPI_Send: 12\n{\"func\":\"MPI_Wait\",\"us\":740,\"__id\":0}\n",
        commands.shell(block("sh", "load calls.db")));
  }

  @Test
  void databasesBecomeFilesAndBack() throws IOException {
    assertPrinted(
        "2 records in 1 collections\n2 records in 1 collections\n",
        commands.shell(
            "{\n"
                + block("sh", "load calls.db")
                + "} > /dev/null\n"
                + block("sh", "export calls")));
  }

  @Test
  void serverServesUntilToldToStop() throws IOException {
    String serve = block("sh", "sonatina serve").strip().replaceAll(":\\d+$", ":0");
    Result result =
        commands.shell(
            serve
                + " > log &\n"
                + "server=$!\n"
                + "until grep -q 'Server running at address' log; do sleep 0.05; done\n"
                + "kill -TERM $server\n"
                + "wait $server\n");
    assertEquals(0, result.status(), result.err());
    assertTrue(
        Files.readString(directory.resolve("log"))
            .matches("Server running at address ofi\\+tcp://127\\.0\\.0\\.1:\\d+\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"provdb", "slimfaas", "taverna"})
  void samplesAreLoadedAndAsked(String sample) throws IOException {
    Path readme = Path.of("cli/src/main/resources/samples", sample, "README.md");
    Result result = commands.shell("TMPDIR=$PWD; export TMPDIR\n" + block(readme, "sh", sample));
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().startsWith("["), result.out());
  }

  @Test
  void unitTestIsTheOneThatIsCompiledHere() throws IOException {
    String source =
        Files.readString(
            ProjectFiles.root()
                .resolve("conformance-tests/src/test/java")
                .resolve(EmbeddedExampleTest.class.getName().replace('.', '/') + ".java"));
    String example = block("java", "@Test");
    assertTrue(
        source.replaceAll("\\s+", " ").contains(example.strip().replaceAll("\\s+", " ")),
        "EmbeddedExampleTest does not contain:\n" + example);
  }

  private static String block(String language, String word) throws IOException {
    return block(Path.of("README.md"), language, word);
  }

  private static String block(Path document, String language, String word) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(ProjectFiles.root().resolve(document)));
    while (blocks.find()) {
      if (blocks.group(1).equals(language) && blocks.group(2).contains(word)) {
        found.add(blocks.group(2));
      }
    }
    assertEquals(1, found.size(), "blocks with " + word);
    return found.get(0);
  }
}
