package dev.sonatina.jx9;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no grammar book has, and the original reads in its own way. */
class UnusualSyntaxTest {

  private static String output(String script) {
    ScriptRun run = Jx9.builder().build().compile(script).newRun(RunOptions.defaults());
    run.execute();
    return new String(run.output(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "print ()5; # 5",
        "print 5(); # 5",
        "print (()) 5, (() 6); # 56",
        "$a = [4, 5]; print 1 + ()$a[()1], $a[1()]; # 65",
        "print -()6, !()6; # -6false",
        "$x = 1; $x()++; ++()$x; print $x; # 3",
        "function f($a, $b) { print $a, $b; } f(5(), ()6); # 56",
        "$f = 'strlen'; print ()$f('abc'); # 3",
        "$o = {a: 2}; print $o.()a; # 2",
        "print 1 ? ()3 : 2; # 3",
        "print {a: 1}(); # {\"a\":1}",
        "for(()$i = 0; ()$i < 3; ()$i++) print $i; # 012",
        "function f($a = ()) { dump($a); } f(); # null",
        "print \"x$a[()0]\"; # x",
        "(); () ; print (), 1, (); # 1",
        "print 5 (); die ()'x'; # 5x"
      })
  void emptyParenthesesMeanNothing(String script, String expected) {
    assertEquals(expected, output(script).trim());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "$a = {'[1]': 5, b: 6}; print $a.[1], $a.['b'], 7; # 57",
        "$k = '{\"b\":1}'; $a = {}; $a[$k] = 4; print $a.{b: 1}, $a[{b: 1}]; # 44",
        "$a = [7, 8]; $a.[1] = 3; $a.[1]++; print $a.[], $a; # [7,8]",
        "$a = {'[lambda_1]': 9}; print $a.function($y) { return 1; } + 1; # 10",
        "$a = {}; function f($x, $y) { print $x, '|', $y; } f($a.[1], 2); # 2|"
      })
  void literalsAfterADotAreNamesOfMembers(String script, String expected) {
    assertEquals(expected, output(script));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "print {a: 1; b: 2}; # {\"a\":1}",
        "print {; : 1}, {a: 1,; 7}; # {}{\"a\":1}",
        "print [1, {a: 2; 3}, 4]; # [1,{\"a\":2},4]"
      })
  void aSemicolonEndsAnObject(String script, String expected) {
    assertEquals(expected, output(script));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "print 1, 2, print(), 3; # 12true3",
        "print print(), 1; # true1",
        "print [1, print(), 2], {a: print(), b: 3}; # [1,true,2]{\"a\":true,\"b\":3}",
        "print [print print(), 2]; # true[true,2]",
        "print [print(),, print (()), 2]; # [true,true,2]",
        "function f($a = print(), $b) { print $a, $b; } f(); # true",
        "function f($a, $b) { print $a, $b; } f(print(), 2); # 2true",
        "print(), 2; # 2"
      })
  void printWithoutAnythingEndsWhereItsItemEnds(String script, String expected) {
    assertEquals(expected, output(script));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "$o = {print: 6, die: 7}; print $o.print, $o.die; # 67",
        "$o = {print: 6}; print $o.print + 5; # 5",
        "$o = {'1': 6}; print [$o.print 4, 5], $o.print(); # 4[6,5]6",
        "$o = {a: 6, '1': 7}; dump($o.a.print, $o.a); print '-'; # 6null -",
        "$o = {die: 7}; print 1; print $o.die + 1; print 2; # 1",
        "$o = {'': 5}; print $o.import 'none'; # 5"
      })
  void aConstructAfterADotTakesWhatFollows(String script, String expected) {
    assertEquals(expected, output(script).trim().replace('\n', ' '));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "foreach([1] as $v; 5 6) print $v; # 1",
        "foreach([8] as $k; 5 6, $v; 7) print $k, $v; # 08",
        "function f($a =; 5, $b = 3; 5 6) { print gettype($a), $b; } f(); # null3",
        "function f() { static $n = ; print gettype($n), ++$n; } f(); f(); # null1int2",
        "function f() { static $n = (); print gettype($n); } f(); # null",
        "switch(null) { case (): print 1; break; default: print 2; } # 1",
        "switch(0) { default: print 2; break; case (): print 1; } # 2"
      })
  void aValueThatMayBeMissingIsNull(String script, String expected) {
    assertEquals(expected, output(script));
  }

  @ParameterizedTest
  @CsvSource({
    "break 08, 000",
    "break 1, 000",
    "break 0x2, 0",
    "break 0b10, 0",
    "break 2.9, 0",
    "break 4294967297, 000",
    "continue 02, 000",
    "continue 01, 012012012"
  })
  void theNumberOfLoopsIsReadAsAnyNumber(String jump, String expected) {
    assertEquals(
        expected,
        output(
            "for($i = 0; $i < 3; $i++) { for($j = 0; $j < 3; $j++) { print $j; " + jump + "; } }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "5 = $x; # 3 # '=': Left operand must be a modifiable l-value",
        "if('x' = $v) print 1; # 8 # '=': Left operand must be a modifiable l-value",
        "$a = 5 = 3; # 8 # '=': Left operand must be a modifiable l-value",
        "print true = 1; # 12 # '=': Left operand must be a modifiable l-value",
        "const A = 1, B = 2; [] = $a; # 24 # '=': Left operand must be a modifiable l-value",
        "$x = 1; \"a$x\" = 5; # 15 # '=': Left operand must be a modifiable l-value",
        "[1, 2] = 5; # 8 # '=': Left operand must be a modifiable l-value",
        "$a = 1; print (1 ? $a : 2) = 5; # 28 # '=': Left operand must be a modifiable l-value",
        "($a, $b) = 5; # 10 # '=': Left operand must be a modifiable l-value",
        "foreach([1] as ;) print 1; # 16 # foreach: Expecting a variable name",
        "foreach([1] as $k, ()) print 1; # 20 # foreach: Expecting a variable name",
        "while(()) print 1; # 8 # Syntax error: Unexpected token ')'",
        "print {a: ()}; # 12 # Syntax error: Unexpected token ')'",
        "print 1 ? () : 2; # 9 # '?': Missing 'then' expression",
        "print 1 ? 2 : (); # 9 # '?': Missing 'else' expression",
        "print {(): 1}; # 10 # JSON Object: Missing entry key",
        "print {: 1}; # 8 # JSON Object: Missing entry key",
        "print {: 1}, 5 6; # 16 # Unexpected token '6'",
        "1 = 2; print 1 ? () : 2; 5 6; # 28 # Unexpected token '6'",
        "print {a 1}; # 11 # JSON Object: Missing colon string \":\"",
        "$x = 5 ( boolean ) 6; # 8 # Unexpected token '(bool)'",
        "f(function($x) { if($x return 1; }); # 24 # Unexpected token 'return'"
      })
  void mistakesAreReported(String script, int column, String message) {
    Jx9SyntaxException e =
        assertThrows(Jx9SyntaxException.class, () -> Jx9.builder().build().compile(script));
    assertEquals(message, e.diagnostic().message());
    assertNotNull(e.position());
    assertEquals(column, e.position().column());
  }
}
