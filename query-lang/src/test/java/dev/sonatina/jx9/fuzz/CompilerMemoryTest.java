package dev.sonatina.jx9.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.jx9.Jx9;
import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Compiling ever new scripts does not fill the heap: neither with compiled scripts nor with what
 * the parser learns from them.
 *
 * <p>Quickly it compiles some thousands, with {@code -Dtest.profile=long} 100,000.
 */
class CompilerMemoryTest {
  private static final boolean IS_LONG = "long".equals(System.getProperty("sonatina.profile"));
  private static final int SCRIPTS = IS_LONG ? 100_000 : 3_000;
  private static final int SCRIPTS_BEFORE = 500;
  private static final long GROWTH_BYTES_MAX = (IS_LONG ? 32L : 8L) << 20;

  private final Jx9 jx9 = Jx9.builder().build();
  private final ScriptGenerator generator = new ScriptGenerator(new Random(20261128));
  private int compiled;

  @Test
  void differentScriptsLeaveLittleBehind() {
    compile(SCRIPTS_BEFORE);
    long before = usedBytes();
    compile(SCRIPTS);
    long growth = usedBytes() - before;
    assertTrue(compiled > SCRIPTS / 2, () -> "only " + compiled + " scripts compiled");
    assertTrue(
        growth <= GROWTH_BYTES_MAX,
        () -> SCRIPTS + " scripts left " + (growth >> 10) + " KiB behind");
  }

  /** Numbers make sure that no two are the same. */
  private void compile(int count) {
    for (int i = 0; i < count; i++) {
      String script = generator.script() + " $v" + compiled + "_" + i + " = " + i + ";";
      try {
        jx9.compile(script.getBytes(StandardCharsets.ISO_8859_1));
        compiled++;
      } catch (Jx9SyntaxException e) {
        // Teaches the parser as well.
      }
    }
  }

  private static long usedBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
