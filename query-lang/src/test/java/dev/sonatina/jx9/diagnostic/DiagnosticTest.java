package dev.sonatina.jx9.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DiagnosticTest {

  @Test
  void explanationMarksThePlaceBelowTheLine() {
    Diagnostic diagnostic =
        new Diagnostic(new SourcePosition(3, 4), "Unexpected token '6'", "\t5 6;");
    assertEquals("line 3, column 4: Unexpected token '6'\n  \t5 6;\n  \t  ^", diagnostic.explain());
  }

  @Test
  void aPlaceBehindTheLineIsMarkedAtItsEnd() {
    Diagnostic diagnostic = new Diagnostic(new SourcePosition(1, 9), "Missing '('", "if");
    assertEquals("line 1, column 9: Missing '('\n  if\n    ^", diagnostic.explain());
  }
}
