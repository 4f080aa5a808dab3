package dev.sonatina.jx9.fuzz;

import java.util.Random;

/** Writes random scripts that follow the grammar, most of which compile. */
final class ScriptGenerator {
  private static final String[] BINARY = {
    "+", "-", "*", "/", "%", "..", "==", "!=", "<>", "===", "!==", "<", ">", "<=", ">=", "&&", "||",
    "&", "|", "^", "<<", ">>"
  };
  private static final String[] ASSIGNMENTS = {
    "=", "+=", "-=", ".=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="
  };
  private static final String[] PREFIXES = {
    "!", "-", "+", "~", "(int)", "(float)", "(string)", "(bool)"
  };
  private static final String[] TARGETS = {
    "$a",
    "$b",
    "$c",
    "$o.x",
    "$o[\"z\"]",
    "$a[1]",
    "$a[]",
    "$a[$b]",
    "$o.x.y",
    "$s[2]",
    "$a[][1]",
    "f($a)[0]"
  };
  private static final String[] LEAVES = {
    "0",
    "1",
    "2",
    "-1",
    "9223372036854775807",
    "0x1F",
    "1.5",
    "1e300",
    "\"text\"",
    "'q'",
    "\"5 apples\"",
    "true",
    "null",
    "$a",
    "$b",
    "$c",
    "$o",
    "$s",
    "$o.x",
    "$a[0]",
    "$o[\"y\"]",
    "$undefined",
    "K",
    "word",
    "E_ERROR",
    "\"<$o.x>\"",
    "\"$a[$b]\"",
    "[1, 2, [3]]",
    "{a: 1, b: [2]}",
    "[]",
    "{}",
    "__LINE__",
    "__FUNCTION__"
  };
  private static final String[] FUNCTIONS = {
    "f",
    "g",
    "h",
    "$f",
    "count",
    "strlen",
    "implode",
    "explode",
    "array_merge",
    "array_map",
    "usort",
    "sort",
    "json_encode",
    "json_decode",
    "substr",
    "str_repeat",
    "sprintf",
    "in_array",
    "array_pop",
    "next",
    "reset",
    "each",
    "func_get_args",
    "extract",
    "str_replace",
    "array_walk",
    "max",
    "nosuch",
    "array_copy",
    "dump",
    "str_pad",
    "strtr"
  };

  private final Random random;

  ScriptGenerator(Random random) {
    this.random = random;
  }

  String script() {
    StringBuilder script =
        new StringBuilder("$a=[3,4]; $o={x:1,y:\"yy\"}; $b=1; $s='abc'; $f='g';\n");
    int statements = 1 + random.nextInt(4);
    for (int i = 0; i < statements; i++) {
      script.append(statement(3, 0)).append('\n');
    }
    return script.toString();
  }

  private String pick(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String statement(int depth, int loops) {
    int kind = depth <= 0 ? random.nextInt(3) : random.nextInt(16);
    return switch (kind) {
      case 0, 3 -> expression(3) + ";";
      case 1 -> "print " + expression(2) + ", " + expression(1) + ";";
      case 2, 4 -> pick(TARGETS) + " " + pick(ASSIGNMENTS) + " " + expression(2) + ";";
      case 5 ->
          "if("
              + expression(2)
              + ") "
              + body(depth, loops)
              + (random.nextBoolean() ? "" : " else " + body(depth, loops));
      case 6 -> "for($i = 0; $i < " + random.nextInt(5) + "; $i++) " + body(depth, loops + 1);
      case 7 ->
          "foreach("
              + expression(1)
              + " as "
              + (random.nextBoolean() ? "$k, $v" : "$v")
              + ") "
              + body(depth, loops + 1);
      case 8 -> "while($w++ < 4) " + body(depth, loops + 1);
      case 9 -> choice(depth, loops);
      case 10 ->
          loops == 0
              ? "return " + expression(1) + ";"
              : (random.nextBoolean() ? "break " : "continue ") + (1 + random.nextInt(loops)) + ";";
      case 11 -> "static $t = " + expression(1) + ";";
      case 12 -> "const K = " + expression(1) + ";";
      case 13, 14 -> function(depth);
      default -> "uplink $a, $c;";
    };
  }

  private String body(int depth, int loops) {
    return random.nextBoolean()
        ? statement(depth - 1, loops)
        : "{ " + statement(depth - 1, loops) + " " + statement(depth - 1, loops) + " }";
  }

  private String choice(int depth, int loops) {
    return "switch("
        + expression(1)
        + ") { case "
        + expression(0)
        + ": "
        + statement(depth - 1, loops + 1)
        + " break; default: "
        + statement(depth - 1, loops + 1)
        + " }";
  }

  private String function(int depth) {
    String[] parameters = {
      "", "$x", "$x, $y", "int $x", "$x = 5", "$x, $y = $x", "string $x, float $y"
    };
    return "function "
        + pick(new String[] {"f", "g", "h"})
        + "("
        + pick(parameters)
        + ") { "
        + pick(new String[] {"", "uplink $a;", "static $n = 1;"})
        + statement(depth - 1, 0)
        + " return "
        + expression(2)
        + "; }";
  }

  private String expression(int depth) {
    if (depth <= 0) {
      return pick(LEAVES);
    }
    return switch (random.nextInt(14)) {
      case 0, 1 -> pick(LEAVES);
      case 2, 3, 4 -> expression(depth - 1) + " " + pick(BINARY) + " " + expression(depth - 1);
      case 5 -> "(" + expression(depth - 1) + ")";
      case 6 -> pick(PREFIXES) + expression(depth - 1);
      case 7 ->
          expression(depth - 1) + " ? " + expression(depth - 1) + " : " + expression(depth - 1);
      case 8 -> pick(TARGETS) + " " + pick(ASSIGNMENTS) + " " + expression(depth - 1);
      case 9, 10 -> call(depth);
      case 11 -> pick(new String[] {"$a++", "++$b", "$o.x--", "--$a[0]", "$s++", "$c[\"n\"]++"});
      case 12 -> "function($x) { " + statement(0, 0) + " return " + expression(depth - 1) + "; }";
      default ->
          random.nextBoolean()
              ? "[" + expression(depth - 1) + ", 7]"
              : "{k: " + expression(depth - 1) + "}";
    };
  }

  private String call(int depth) {
    StringBuilder call = new StringBuilder(pick(FUNCTIONS)).append('(');
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      call.append(i == 0 ? "" : ", ").append(expression(depth - 1));
    }
    return call.append(')').toString();
  }
}
