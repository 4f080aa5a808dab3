package dev.sonatina.jx9;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.jx9.value.IntValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The example in the description of {@link Jx9}, word for word. */
class EntryPointExampleTest {
  @Test
  void theExampleGivesWhatItSays() {
    Jx9 jx9 = Jx9.builder().build();
    ScriptRun run = jx9.compile("$x = 6 * 7; print \"x is $x\";").newRun(RunOptions.defaults());
    run.execute();
    assertEquals(IntValue.of(42), run.variable("x"));
    assertEquals("x is 42", new String(run.output(), StandardCharsets.UTF_8));
  }
}
