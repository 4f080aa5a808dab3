package dev.sonatina.jx9;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.jx9.diagnostic.CancelledException;
import dev.sonatina.jx9.diagnostic.Jx9Exception;
import dev.sonatina.jx9.diagnostic.Jx9RuntimeException;
import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import dev.sonatina.jx9.diagnostic.LimitExceededException;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import dev.sonatina.jx9.run.CancellationToken;
import dev.sonatina.jx9.run.Limits;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit lets pass what just fits, and stops what is one more. */
class LimitsTest {
  /** Two maps that are small, but have 2^40 elements to whoever goes through them. */
  private static final String BOMBS =
      "$a = [1]; $b = [1]; for($i = 0; $i < 40; $i++) { $a = [$a, $a]; $b = [$b, $b]; } ";

  private static final Limits NO_TIME = Limits.DEFAULT.withTime(Duration.ZERO);

  private static ScriptRun run(String script, Limits limits) {
    ScriptRun run =
        Jx9.builder().limits(limits).build().compile(script).newRun(RunOptions.defaults());
    run.execute();
    return run;
  }

  private static String output(ScriptRun run) {
    return new String(run.output(), StandardCharsets.UTF_8);
  }

  private static LimitExceededException stopped(String script, Limits limits) {
    return assertThrows(LimitExceededException.class, () -> run(script, limits));
  }

  // --- steps

  @Test
  void stepsAreExact() {
    // Two statements, ten rounds with one look at the condition each and the last look.
    String script = "$n = 0; for($i = 0; $i < 10; $i++) $n++;";
    long needed = 0;
    while (true) {
      try {
        run(script, NO_TIME.withSteps(needed + 1));
        break;
      } catch (LimitExceededException e) {
        needed++;
      }
    }
    assertEquals(13, needed + 1);
    assertEquals("steps", stopped(script, NO_TIME.withSteps(needed)).limit());
  }

  @Test
  void aStepLimitNamesThePlace() {
    LimitExceededException e =
        stopped("$a = 1;\n\n  while(true) { $a++; }", NO_TIME.withSteps(10_000));
    assertEquals(3, position(e).line());
    assertTrue(String.valueOf(e.getMessage()).contains("steps"), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).startsWith("line 3, column "), e.getMessage());
  }

  private static SourcePosition position(Jx9Exception e) {
    SourcePosition position = e.position();
    assertNotNull(position);
    return position;
  }

  // --- time

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while(true);",
        "for(;;) {}",
        "function f($n){ return f($n + 1) + f($n + 2); } while(true) f(0);",
        "$a = [1]; foreach($a as $v) foreach($a as $w) {}",
        "switch(1) { case 1: continue; }",
        "$s = 'ab'; while(true) { $s = $s .. $s; $s = substr($s, 0, 1000000); }",
        "$a = [3,1,2]; while(true) usort($a, function($x, $y){ return $x - $y; });",
        "while(true) str_repeat('x', 1000000);",
        "while(true) sprintf('%1000d', 5);",
        "const A = 1; while(true) A;",
        "while(true) json_decode('1' .. str_repeat(',', 5000000));",
        BOMBS + "$a == $b;",
        BOMBS + "$a === $b;",
        BOMBS + "if($a < $b) print 1;",
        BOMBS + "switch($a) { case $b: print 1; }",
        "function f($x = 1 + 1){ static $n = 0; $n++; } for(;;) f();"
      })
  void endlessScriptsRunOutOfTime(String script) {
    assertEquals("time", stopped(script, Limits.DEFAULT.withTime(Duration.ofMillis(50))).limit());
  }

  // --- cancellation

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while(true);",
        "for(;;) $a[] = array_sum([1,2,3]);",
        "function f($n){ if($n > 30) return 1; return f($n+1) + f($n+1); } f(0);",
        "$a=[]; for($i=0;$i<200000;$i++) $a[] = ($i * 7919) % 10007; while(true) sort($a);",
        "while(true) str_pad(str_repeat('ab', 100000), 1000000, 'xy');"
      })
  void anotherThreadCanStopAScript(String script) throws InterruptedException {
    CancellationToken token = new CancellationToken();
    ScriptRun run =
        Jx9.builder()
            .limits(NO_TIME)
            .build()
            .compile(script)
            .newRun(RunOptions.builder().cancellation(token).build());
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread thread = new Thread(() -> end.set(assertThrows(Jx9Exception.class, run::execute)));
    thread.start();
    token.cancel();
    thread.join(Duration.ofSeconds(10).toMillis());
    assertTrue(end.get() instanceof CancelledException, () -> "ended by " + end.get());
  }

  // --- memory

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$s = 'x'; while(true) $s = $s .. $s;",
        "$s = 'x'; while(true) $s .= $s;",
        "$a = []; while(true) $a[] = 'some text';",
        "$a = []; while(true) $a = [$a, $a];",
        "$a = {}; for($i = 0; ; $i++) $a['k' .. $i] = $i;",
        "function f($n){ $big = str_repeat('x', 1000000); f($n + 1); } while(true) { f(0); $keep[] = str_repeat('y', 100000); }",
        "str_repeat('x', 100000000);",
        "$a = ['x']; while(true) $a = array_merge($a, $a);",
        BOMBS + "$k = []; $k[$a] = 1;",
        BOMBS + "print $b[$a];",
        BOMBS + "array_key_exists($a, $b);",
        "for($i = 0; true; $i++) strtok(str_repeat('a b', 10000) .. $i, ' ');",
        "strip_tags('<a>', str_repeat('<abc>', 100000) .. str_repeat('<', 100000));",
        "$s = '[1]'; while(true) $s = '[' .. $s .. ',' .. $s .. ']';",
        "while(true) { static $all; $all .= 'more and more'; }",
        "$s = str_repeat('x', 1000000); while(true) $a[] = $s .. 'y';",
        "$s = str_repeat('x', 1000000); while(true) { $t = $s; $t .= 'y'; $a[] = $t; }",
        "$x = str_repeat('a', 900000) .. (str_repeat('b', 900000) .. (str_repeat('c', 900000) .. (str_repeat('d', 900000) .. str_repeat('e', 900000))));",
        "function t(){ return str_repeat('x', 900000); } function g(){ return 0; } g(t(), t(), t(), t(), t(), t());"
      })
  void scriptsThatKeepTooMuchAreStopped(String script) {
    assertEquals("memory", stopped(script, NO_TIME.withMemory(4_000_000)).limit());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for($i = 0; $i < 200; $i++) $s = str_repeat('x', 1000000);",
        "for($i = 0; $i < 200; $i++) { $a = []; for($j = 0; $j < 1000; $j++) $a[] = 'text ' .. $j; }",
        "function f(){ return str_repeat('x', 1000000); } for($i = 0; $i < 100; $i++) { f(); f(); }",
        "function f(){ for($i = 0; $i < 50; $i++) $s = str_repeat('x', 1000000); return 1; } $n = f() + f() + f();",
        "$s = ''; for($i = 0; $i < 100000; $i++) $s .= 'x';"
      })
  void garbageDoesNotCount(String script) {
    run(script, NO_TIME.withMemory(4_000_000));
  }

  @Test
  void memoryLetsPassWhatFits() {
    assertEquals(
        "900000",
        output(run("print strlen(str_repeat('x', 900000));", NO_TIME.withMemory(1_000_000))));
    assertEquals(
        "memory",
        stopped("print strlen(str_repeat('x', 1100000));", NO_TIME.withMemory(1_000_000)).limit());
  }

  @Test
  void oneStringHasALimitOfItsOwn() {
    Limits limits = NO_TIME.withMemory(1 << 30);
    String most = "str_repeat('x', " + (StringValue.LENGTH_MAX - 1) + ")";
    assertEquals("33554432", output(run("print strlen(" + most + " .. 'y');", limits)));
    for (String tooLong :
        new String[] {
          most + " .. 'yz';",
          "$s = " + most + "; $s .= 'yz';",
          "$s = " + most + "; $s[] = 'yz';",
          "str_repeat('ab', " + StringValue.LENGTH_MAX / 2 + " + 1);",
          "str_pad('x', " + StringValue.LENGTH_MAX + " + 1);",
          "json_encode(" + most + ");",
          "print implode(',', " + most + ", 'yz');"
        }) {
      LimitExceededException e = stopped(tooLong, limits);
      assertEquals("string", e.limit(), tooLong);
    }
  }

  // --- output

  @Test
  void outputIsExact() {
    String script = "for($i = 0; $i < 100; $i++) print '0123456789';";
    assertEquals(1000, run(script, NO_TIME.withOutput(1000)).output().length);
    assertEquals("output", stopped(script, NO_TIME.withOutput(999)).limit());
  }

  @Test
  void whatWasPrintedBeforeALimitCanBeRead() {
    Jx9 jx9 = Jx9.builder().limits(NO_TIME.withOutput(5)).build();
    ScriptRun run = jx9.compile("$x = 7; print 'abc'; print 'def';").newRun(RunOptions.defaults());
    assertThrows(LimitExceededException.class, run::execute);
    assertEquals("abc", output(run));
    assertEquals(7, run.variable("x").toInt());
  }

  // --- depth

  @Test
  void oneCallTooManyIsNull() {
    String script = "function f($n){ return $n == 0 ? 'end' : f($n - 1); } dump(f(%d), f(%d));";
    assertEquals(
        "string(3 'end')\nnull\n",
        output(run(String.format(Locale.ROOT, script, 32, 33), Limits.DEFAULT)));
    assertEquals(
        "string(3 'end')\nnull\n",
        output(
            run(String.format(Locale.ROOT, script, 99, 100), Limits.DEFAULT.withCallDepth(100))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "const A = B; const B = A; print A;",
        "function f($x = f()) { return 1; } f();",
        "const A = (((((((A))))))) + 1; function f(){ return A; } f();"
      })
  void recursionWithoutCallsEnds(String script) {
    try {
      run(script, Limits.DEFAULT.withTime(Duration.ofSeconds(2)));
    } catch (LimitExceededException e) {
      assertEquals("stack", e.limit());
    }
  }

  @Test
  void deepRecursionOfLargeExpressionsEndsBeforeTheStackDoes() throws InterruptedException {
    String nested = "(".repeat(200) + "f($n + 1)" + ")".repeat(200).replace(")", " + 1)");
    String script = "function f($n){ return " + nested + "; } f(0);";
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread small =
        new Thread(
            null,
            () ->
                end.set(
                    assertThrows(
                        Jx9Exception.class, () -> run(script, Limits.DEFAULT.withCallDepth(1000)))),
            "small",
            512 * 1024);
    small.start();
    small.join();
    assertTrue(
        end.get() instanceof LimitExceededException e && e.limit().equals("stack"),
        () -> "ended by " + end.get());
  }

  // --- source

  @Test
  void sourceSizeIsExact() {
    String script = "print 1;" + " ".repeat(92);
    run(script, Limits.DEFAULT.withSource(100));
    assertThrows(Jx9SyntaxException.class, () -> run(script + " ", Limits.DEFAULT.withSource(100)));
  }

  private static String nested(String open, String middle, String close, int depth) {
    return open.repeat(depth) + middle + close.repeat(depth);
  }

  @Test
  void nestingOfBracketsIsExact() {
    Limits limits = Limits.DEFAULT.withNesting(50, 500);
    run("$a = " + nested("[", "1", "]", 49) + ";", limits);
    assertThrows(
        Jx9SyntaxException.class, () -> run("$a = " + nested("[", "1", "]", 50) + ";", limits));
  }

  @Test
  void depthOfTheTreeIsExact() {
    Limits limits = Limits.DEFAULT.withNesting(500, 50);
    // The statement, the assignment and the number are levels too.
    run("$a = " + "!".repeat(47) + "1;", limits);
    assertThrows(Jx9SyntaxException.class, () -> run("$a = " + "!".repeat(48) + "1;", limits));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[",
        "{a:",
        "!",
        "-",
        "- ",
        "~",
        "(int)",
        "++",
        "$a=",
        "$a[",
        "$a.b(",
        "f(",
        "1?",
        "1?2:",
        "if(1) ",
        "if(1){",
        "while(1) ",
        "for(;;) ",
        "foreach($a as $b) ",
        "switch(1){case 1:",
        "else ",
        "print ",
        "function(){",
        "return function(){",
        "function f(){",
        "function f($a=",
        "if(1) 1; else ",
        "if(1) 1; else if(1) if(1) ",
        "1?function(){}:",
        "1?[]:",
        "1?2,1?2,",
        "$a={}?",
        "$a.$b.",
        "\"$a[",
        "$a..",
        "1+",
        "1&&",
        "1,",
        "{a:{b:1}, c:",
        "const A=",
        "static $a=",
        "/*",
        "'",
        "\"",
        "<<<X\n",
        "$a[0][",
        "f()(",
        "!!$a=!!",
        "print print ",
        "die ",
        "case 1:",
        "include ",
        "(1)?",
        "if(1){} else ",
        "\"{$a[\""
      })
  void endlessNestingIsAnErrorNotACrash(String piece) throws InterruptedException {
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread small = new Thread(null, () -> end.set(failure(piece)), "small", 512 * 1024);
    small.start();
    small.join();
    Throwable failure = end.get();
    assertTrue(
        failure == null || failure instanceof Jx9Exception, () -> piece + " ended by " + failure);
  }

  private static Throwable failure(String piece) {
    for (int count : new int[] {600, 5_000, 60_000 / piece.length()}) {
      for (String tail : new String[] {"", "1", "1;", "1}", "1)"}) {
        try {
          run(piece.repeat(count) + tail, Limits.DEFAULT.withTime(Duration.ofMillis(20)));
        } catch (Jx9Exception e) {
          // That is how it must end.
        } catch (Throwable e) {
          return e;
        }
      }
    }
    return new Jx9RuntimeException("none", null, null);
  }

  @Test
  void longChainsAreNoNesting() {
    assertEquals("50000", output(run("print " + "1 + ".repeat(49_999) + "1;", Limits.DEFAULT)));
    assertEquals(
        "50000", output(run("print strlen(" + "'a' .. ".repeat(49_999) + "'b');", Limits.DEFAULT)));
    assertEquals("true", output(run("print " + "1 && ".repeat(49_999) + "1;", Limits.DEFAULT)));
    assertEquals(
        "50000", output(run("$n = 0; " + "$n++; ".repeat(50_000) + "print $n;", Limits.DEFAULT)));
    assertEquals(
        "50000", output(run("print count([" + "1,".repeat(50_000) + "]);", Limits.DEFAULT)));
  }

  // --- callbacks

  @Test
  void aCallbackIsStoppedAndCanBeCalledAgain() {
    Jx9 jx9 = Jx9.builder().limits(NO_TIME.withMemory(1_000_000)).build();
    ScriptRun run =
        jx9.compile("$f = function($r){ $s = 'x'; while($r.bad) $s .= $s; return true; };")
            .newRun(RunOptions.defaults());
    run.execute();
    Callback callback = run.callback(run.variable("f"));
    assertNotNull(callback);
    MapValue bad = MapValue.object();
    bad.put(dev.sonatina.jx9.value.StringValue.of("bad"), dev.sonatina.jx9.value.BoolValue.TRUE);
    assertThrows(LimitExceededException.class, () -> callback.test(bad));
    assertTrue(callback.test(MapValue.object()));
  }
}
