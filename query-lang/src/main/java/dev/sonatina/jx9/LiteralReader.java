package dev.sonatina.jx9;

import dev.sonatina.jx9.diagnostic.Diagnostic;
import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import dev.sonatina.jx9.run.Limits;
import dev.sonatina.jx9.value.Value;

/** Reads relaxed record literals. */
final class LiteralReader {
  private final byte[] text;
  private final Limits limits;

  LiteralReader(byte[] text, Limits limits) {
    this.text = text;
    this.limits = limits;
  }

  Value read() {
    throw new Jx9SyntaxException(
        new Diagnostic(
            SourcePosition.START,
            "Not a literal of " + text.length + " bytes, depth " + limits.treeDepthMax(),
            ""));
  }
}
