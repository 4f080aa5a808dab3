package dev.sonatina.jx9.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sonatina.jx9.Jx9;
import dev.sonatina.jx9.RunOptions;
import dev.sonatina.jx9.ScriptRun;
import dev.sonatina.jx9.diagnostic.Jx9Exception;
import dev.sonatina.jx9.run.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * No script, however hostile, ends in anything but a value or a script error.
 *
 * <p>{@code -Dsonatina.fuzz.factor=10} runs ten times as many scripts. A failure prints the seed,
 * which {@code @Property(seed = …)} accepts back, and the script.
 */
class ScriptFuzzPropertyTest {
  private static final int SCRIPTS_PER_TRY = 100 * Integer.getInteger("sonatina.fuzz.factor", 1);

  private static final Limits LIMITS =
      Limits.DEFAULT
          .withSteps(20_000)
          .withTime(Duration.ofSeconds(5))
          .withMemory(4_000_000)
          .withOutput(100_000);

  private final Jx9 jx9 = Jx9.builder().mathFunctions(true).limits(LIMITS).build();
  private final List<String> recorded = recordedScripts();

  private static List<String> recordedScripts() {
    ObjectMapper json = new ObjectMapper();
    List<String> scripts = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/corpus"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          String script = json.readTree(line).path("script").asText();
          if (script.length() < 400) {
            scripts.add(
                new String(script.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scripts;
  }

  @Property(tries = 200, seed = "20261122", shrinking = ShrinkingMode.OFF)
  void generatedScriptsEndWell(@ForAll long seed) {
    ScriptGenerator generator = new ScriptGenerator(new Random(seed));
    runAll(generator::script);
  }

  @Property(tries = 200, seed = "20261123", shrinking = ShrinkingMode.OFF)
  void mutatedScriptsEndWell(@ForAll long seed) {
    ScriptMutator mutator = new ScriptMutator(new Random(seed), recorded);
    runAll(mutator::script);
  }

  private void runAll(Supplier<String> scripts) {
    for (int i = 0; i < SCRIPTS_PER_TRY; i++) {
      String script = scripts.get();
      try {
        run(script);
      } catch (Jx9Exception e) {
        assertTrue(e.getCause() == null, () -> "unforeseen " + e.getCause() + " in " + script);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("ended in " + e + ": " + script, e);
      }
    }
  }

  private void run(String script) {
    RunOptions options =
        RunOptions.builder()
            .clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
            .random(new Random(7))
            .build();
    ScriptRun run = jx9.compile(script.getBytes(StandardCharsets.ISO_8859_1)).newRun(options);
    run.execute();
  }
}
