package dev.sonatina.jx9.compile;

import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.function.NativeConstant;
import dev.sonatina.jx9.run.Node;
import dev.sonatina.jx9.run.Nodes;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out what bare words mean. */
final class WordResolver {
  private static final int CONSTANT_NAME_BYTES_MAX = 64;

  private final ProgramBuilder program;
  private final Scope scope;

  WordResolver(ProgramBuilder program, Scope scope) {
    this.program = program;
    this.scope = scope;
  }

  /** A reserved word, a constant of a library or of the script, or the word itself as a string. */
  Node resolve(Expression.Word word) {
    Value reserved = reserved(word);
    if (reserved != null) {
      return Nodes.constant(reserved);
    }
    StringValue name = Latin.string(word.name());
    if (name.length() <= CONSTANT_NAME_BYTES_MAX) {
      // The original registers its own constants last, so that they win.
      NativeConstant constant = program.environment().constant(name);
      if (constant != null) {
        return Nodes.libraryConstant(constant);
      }
      if (program.declaresConstant(word.name())) {
        return Nodes.scriptConstant(name);
      }
    }
    return Nodes.constant(name);
  }

  /**
   * As {@link #resolve}, where the word is no member: it may also be a constant of a script that is
   * included until then.
   */
  Node resolveValue(Expression.Word word) {
    Node resolved = resolve(word);
    return program.mayGrow()
            && Nodes.constantValue(resolved) instanceof StringValue name
            && name.equals(Latin.string(word.name()))
            && name.length() <= CONSTANT_NAME_BYTES_MAX
        ? Nodes.lateConstant(name)
        : resolved;
  }

  private @Nullable Value reserved(Expression.Word word) {
    return switch (word.name()) {
      case "__LINE__" -> IntValue.of(word.position().line());
      case "__FUNCTION__" -> scope.functionName() == null ? NullValue.NULL : scope.functionName();
      default ->
          switch (word.name().toLowerCase(Locale.ROOT)) {
            case "null" -> NullValue.NULL;
            case "true" -> BoolValue.TRUE;
            case "false" -> BoolValue.FALSE;
            default -> null;
          };
    };
  }

  /**
   * The name that a callee is, known now; null if it must be computed. A word is never taken for a
   * constant here.
   */
  @Nullable StringValue calleeName(Expression callee) {
    if (callee instanceof Expression.Word word) {
      Value reserved = reserved(word);
      if (reserved == null) {
        return Latin.string(word.name());
      }
      return reserved instanceof StringValue name ? name : null;
    }
    return callee instanceof Expression.StringLiteral literal ? Latin.string(literal.text()) : null;
  }
}
