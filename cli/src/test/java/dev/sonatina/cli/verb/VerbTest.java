package dev.sonatina.cli.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerbTest {

  private static final int WRONG_USE = 2;

  /** Has an argument of each kind. */
  private static final class Everything extends Verb {

    private enum Colour {
      RED,
      BLUE
    }

    private final Argument<String> first = operand("FIRST", "").as(String.class);
    private final Argument<Colour> colour = operand("COLOUR", "").orElse("red").as(Colour.class);
    private final Argument<List<String>> rest = operand("REST", "").optional().listOf(String.class);
    private final Argument<Boolean> loud = flag("-l, --loud", "");
    private final Argument<Integer> count =
        option("--count", "N", "").orElse("3").as(Integer.class);
    private final Argument<String> maybe = option("--maybe", "X", "").as(String.class);
    private final Argument<List<Integer>> sizes =
        option("--sizes", "N,…", "").separatedBy(",").listOf(Integer.class);
    private final Argument<List<String>> pairs =
        option("--pair", "A B", "").words(2).listOf(String.class);
    private final List<Integer> sizesSeen = new ArrayList<>();
    private final StringWriter told = new StringWriter();
    private boolean isCalled;

    Everything() {
      super("everything", "Does nothing.");
      sizes.whenRead(sizes -> sizesSeen.add(sizes.size()));
    }

    int run(String... arguments) {
      return commandLine().setErr(new PrintWriter(told)).execute(arguments);
    }

    @Override
    public Integer call() {
      isCalled = true;
      if (loud.value() && count.value() == 0) {
        throw wrongUse("loud, but not once");
      }
      return 0;
    }
  }

  @Test
  void argumentsThatAreLeftOutHaveWhatWasDeclared() {
    Everything verb = new Everything();
    assertEquals(0, verb.run("a"));
    assertEquals("a", verb.first.value());
    assertEquals(Everything.Colour.RED, verb.colour.value());
    assertEquals(List.of(), verb.rest.value());
    assertEquals(false, verb.loud.value());
    assertEquals(3, verb.count.value());
    assertEquals(null, verb.maybe.orNull());
    assertThrows(IllegalStateException.class, verb.maybe::value);
    assertEquals(List.of(), verb.pairs.value());
  }

  @Test
  void argumentsThatAreGivenAreConverted() {
    Everything verb = new Everything();
    String line = "a --sizes 1,2 -l BLUE --pair x y b --count=7 --sizes 3 c --maybe= --pair z u";
    assertEquals(0, verb.run(line.split(" ")), verb.told.toString());
    assertEquals(Everything.Colour.BLUE, verb.colour.value());
    assertEquals(List.of("b", "c"), verb.rest.value());
    assertEquals(true, verb.loud.value());
    assertEquals(7, verb.count.value());
    assertEquals("", verb.maybe.value());
    assertEquals(List.of(1, 2, 3), verb.sizes.value());
    assertEquals(List.of(0, 2, 3), verb.sizesSeen);
    assertEquals(List.of("x", "y", "z", "u"), verb.pairs.value());
  }

  @Test
  void whatIsMissingOrWrongIsNamedAndNothingDone() {
    String[][] wrong = {
      {"FIRST"},
      {"COLOUR", "a", "green"},
      {"--count", "a", "--count=x"},
      {"--pair", "a", "--pair=x"}
    };
    for (String[] words : wrong) {
      Everything verb = new Everything();
      assertEquals(
          WRONG_USE, verb.run(List.of(words).subList(1, words.length).toArray(new String[0])));
      assertTrue(verb.told.toString().contains(words[0]), verb.told.toString());
      assertEquals(false, verb.isCalled);
    }
  }

  @Test
  void aVerbMayRefuseHowItsArgumentsGoTogether() {
    Everything verb = new Everything();
    assertEquals(WRONG_USE, verb.run("a", "--loud", "--count=0"));
    assertTrue(verb.told.toString().startsWith("loud, but not once"), verb.told.toString());
  }
}
