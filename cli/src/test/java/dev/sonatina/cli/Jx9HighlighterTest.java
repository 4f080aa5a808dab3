package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.cli.print.Palette;
import org.junit.jupiter.api.Test;

class Jx9HighlighterTest {

  @Test
  void tokensAreColouredAndNothingElseChanges() {
    Palette colours = Palette.COLOURED;
    assertEquals(
        colours.heading("while")
            + "("
            + colours.code("$x")
            + " < "
            + colours.number("10")
            + ") ifs("
            + colours.good("'a\\' if // '")
            + "); "
            + colours.faint("# if $y"),
        new Jx9Highlighter(colours).coloured("while($x < 10) ifs('a\\' if // '); # if $y"));
    assertEquals(colours.heading(".dump") + " c", new Jx9Highlighter(colours).coloured(".dump c"));
  }

  @Test
  void whatIsNotFinishedIsColouredToo() {
    for (String text : new String[] {"\"abc", "'", "/* x", "$", "\\", "\"a\\"}) {
      String coloured = new Jx9Highlighter(Palette.COLOURED).coloured(text);
      assertEquals(text, coloured.replaceAll("\u001b\\[\\d+m", ""));
    }
  }
}
