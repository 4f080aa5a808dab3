package dev.sonatina.jx9.fuzz;

import java.util.List;
import java.util.Random;

/** Spoils scripts: takes out, doubles, exchanges and inserts pieces of text. */
final class ScriptMutator {
  private static final String[] PIECES = {
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ";",
    ",",
    ".",
    "..",
    "?",
    ":",
    "=",
    "+=",
    ".=",
    "++",
    "--",
    "!",
    "-",
    "$",
    "$a",
    "1",
    "2.5",
    "\"x$a\"",
    "\"",
    "'",
    "\\",
    "print ",
    "if",
    "else ",
    "while",
    "for",
    "foreach",
    " as ",
    "switch",
    "case ",
    "default",
    "break",
    "continue",
    "return ",
    "function",
    "static ",
    "uplink ",
    "const ",
    "(int)",
    "[1]",
    "{a:1}",
    "die",
    "true",
    "&&",
    "<<<X\n",
    "/*",
    "//",
    "#",
    "\n",
    "\0",
    "\u00ff",
    "\u00c3\u00a9",
    "0x",
    "1e",
    "9999999999999999999",
    "$_GET",
    "__LINE__"
  };

  private final Random random;
  private final List<String> scripts;

  ScriptMutator(Random random, List<String> scripts) {
    this.random = random;
    this.scripts = scripts;
  }

  String script() {
    StringBuilder script = new StringBuilder(scripts.get(random.nextInt(scripts.size())));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      change(script);
    }
    return script.toString();
  }

  private void change(StringBuilder script) {
    int at = random.nextInt(script.length() + 1);
    int end = Math.min(script.length(), at + 1 + random.nextInt(8));
    switch (random.nextInt(5)) {
      case 0 -> script.delete(at, end);
      case 1 -> script.insert(at, script.substring(at, end));
      case 2 -> {
        String piece = script.substring(at, end);
        script.delete(at, end);
        script.insert(random.nextInt(script.length() + 1), piece);
      }
      case 3 -> script.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
      default -> script.insert(at, PIECES[random.nextInt(PIECES.length)]);
    }
  }
}
