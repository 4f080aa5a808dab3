package dev.sonatina.conformance.jx9;

import dev.sonatina.conformance.ProjectFiles;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.SonatinaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A script in a document, a block of {@code jx9}, with the block after it that shows what it prints
 * ({@code output}) or why it does not compile ({@code error}).
 *
 * @param line where the script begins in the document
 * @param shown what the document says that it prints, or its error as {@code line:column: message};
 *     without white space at the ends of lines
 */
record ScriptExample(int line, String script, boolean isError, String shown) {

  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /** All scripts of a document of the project, each of which has to show an answer. */
  static List<ScriptExample> of(String document) throws IOException {
    String text = read(document);
    List<ScriptExample> examples = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(text);
    String script = "";
    int line = 0;
    while (blocks.find()) {
      String kind = blocks.group(1);
      boolean isAnswer = kind.equals("output") || kind.equals("error");
      if (isAnswer == script.isEmpty()) {
        throw new AssertionError(
            document + ": a script without an answer, or the reverse, near line " + line);
      }
      line = lineAt(text, blocks.start());
      if (isAnswer) {
        examples.add(
            new ScriptExample(line, script, kind.equals("error"), trimmed(blocks.group(2))));
      }
      script = kind.equals("jx9") ? blocks.group(2) : "";
    }
    return examples;
  }

  /** The text of a document of the project. */
  static String read(String document) throws IOException {
    return Files.readString(ProjectFiles.root().resolve(Path.of(document)));
  }

  private static int lineAt(String text, int place) {
    return (int) text.substring(0, place).chars().filter(c -> c == '\n').count() + 1;
  }

  /** Runs the script against an empty database; what it gives, in the form of {@link #shown}. */
  String answer() {
    OpenOptions options = OpenOptions.defaults().withClock(Clock.system(ZoneOffset.UTC));
    try (Database database = Sonatina.inMemory(options)) {
      byte[] output = database.execute(ScriptRequest.of(script)).outputBytes();
      return trimmed(new String(output, StandardCharsets.UTF_8));
    } catch (SonatinaException e) {
      return trimmed(e.line() + ":" + e.column() + ": " + e.getMessage());
    }
  }

  private static String trimmed(String text) {
    return text.lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }
}
