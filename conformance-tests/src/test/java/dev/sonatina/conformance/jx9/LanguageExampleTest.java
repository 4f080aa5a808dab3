package dev.sonatina.conformance.jx9;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.conformance.ProjectFiles;
import dev.sonatina.jx9.Callback;
import dev.sonatina.jx9.Jx9;
import dev.sonatina.jx9.RunOptions;
import dev.sonatina.jx9.Script;
import dev.sonatina.jx9.ScriptRun;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java of the guide to the language, which has to stand here word for word. */
class LanguageExampleTest {

  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void variablesGoInAndOut() {
    MapValue input = MapValue.object();
    input.put(StringValue.of("a"), IntValue.of(40));
    input.put(StringValue.of("b"), IntValue.of(2));

    Jx9 jx9 = Jx9.builder().build();
    Script script = jx9.compile("$answer = $input.a + $input.b; print \"done\";");
    ScriptRun run = script.newRun(RunOptions.builder().variable("input", input).build());
    run.execute();
    assertEquals(42, run.variable("answer").toInt());
    assertEquals("done", new String(run.output(), StandardCharsets.UTF_8));
  }

  @Test
  void hostsAddFunctions() {
    Library library =
        Library.builder("demo")
            .function("shout", (context, arguments) -> StringValue.of(arguments[0] + "!"))
            .build();
    Jx9 jx9 = Jx9.builder().library(library).build();
    ScriptRun run = jx9.compile("print shout('hi');").newRun(RunOptions.defaults());
    run.execute();
    assertEquals("hi!", new String(run.output(), StandardCharsets.UTF_8));
  }

  @Test
  void hostsCallFunctions() {
    Jx9 jx9 = Jx9.builder().build();
    ScriptRun run =
        jx9.compile("$f = function($r) { return $r.us > 100; };").newRun(RunOptions.defaults());
    run.execute();
    Callback isSlow = run.callback(run.variable("f"));
    MapValue record = MapValue.object();
    record.put(StringValue.of("us"), IntValue.of(740));
    assertTrue(isSlow != null && isSlow.test(record));
  }

  @Test
  void theGuideShowsWhatIsCompiledHere() throws IOException {
    String source =
        words(
            Files.readString(
                ProjectFiles.root()
                    .resolve("conformance-tests/src/test/java")
                    .resolve(LanguageExampleTest.class.getName().replace('.', '/') + ".java")));
    Matcher blocks = JAVA.matcher(ScriptExample.read("query-lang/README.md"));
    int count = 0;
    while (blocks.find()) {
      count++;
      assertTrue(source.contains(words(blocks.group(1))), blocks.group(1));
    }
    assertEquals(3, count);
  }

  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
