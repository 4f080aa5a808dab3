package dev.sonatina.engine.query.analysis;

import dev.sonatina.engine.query.column.Comparator;
import dev.sonatina.engine.query.column.Condition;
import dev.sonatina.engine.query.column.Path;
import dev.sonatina.jx9.ast.BinaryOperator;
import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.ast.UnaryOperator;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads comparisons of paths with constants out of an expression over the record; what it does not
 * understand is always.
 */
final class ConditionReader {

  private final String record;
  private final Map<String, Value> arguments;
  private final Predicate<String> isConstant;

  /**
   * @param record the variable that holds the record
   * @param arguments variables that never change
   * @param isConstant whether a bare word stands for something else than itself
   */
  ConditionReader(String record, Map<String, Value> arguments, Predicate<String> isConstant) {
    this.record = record;
    this.arguments = arguments;
    this.isConstant = isConstant;
  }

  /** What holds whenever the expression is true, or, if {@code negated}, whenever it is false. */
  Condition read(Expression expression, boolean negated) {
    if (expression instanceof Expression.Unary unary && unary.operator() == UnaryOperator.NOT) {
      return read(unary.operand(), !negated);
    }
    if (expression instanceof Expression.Chain chain) {
      return readChain(chain, negated);
    }
    Path path = path(expression);
    return path == null
        ? Condition.always()
        : new Condition.Compare(path, Comparator.EQUAL, BoolValue.of(!negated));
  }

  /** The path that evaluating the expression reads first; null if that is hard to say. */
  @Nullable Path firstRead(Expression expression) {
    Path path = path(expression);
    if (path != null) {
      return path;
    }
    if (expression instanceof Expression.Unary unary) {
      return firstRead(unary.operand());
    }
    if (expression instanceof Expression.Chain chain) {
      List<Expression> operands = new ArrayList<>(List.of(chain.first()));
      chain.links().forEach(link -> operands.add(link.operand()));
      return firstRead(operands);
    }
    return expression instanceof Expression.Call call ? firstRead(call.arguments()) : null;
  }

  private @Nullable Path firstRead(List<Expression> expressions) {
    for (Expression expression : expressions) {
      Path path = firstRead(expression);
      if (path != null) {
        return path;
      }
    }
    return null;
  }

  private Condition readChain(Expression.Chain chain, boolean negated) {
    BinaryOperator operator = chain.links().get(0).operator();
    if (operator == BinaryOperator.AND || operator == BinaryOperator.OR) {
      boolean all = (operator == BinaryOperator.AND) != negated;
      Condition condition = read(chain.first(), negated);
      for (Expression.Link link : chain.links()) {
        Condition next = read(link.operand(), negated);
        condition = all ? Condition.and(condition, next) : Condition.or(condition, next);
      }
      return condition;
    }
    Comparator comparator = comparator(operator);
    if (comparator == null || chain.links().size() != 1) {
      return Condition.always();
    }
    return compare(
        chain.first(), negated ? comparator.negated() : comparator, chain.links().get(0).operand());
  }

  private Condition compare(Expression left, Comparator comparator, Expression right) {
    Path path = path(left);
    Value constant = path == null ? constant(left) : constant(right);
    if (path == null && constant != null) {
      path = path(right);
      comparator = comparator.mirrored();
    }
    if (path == null || constant == null) {
      return Condition.always();
    }
    return new Condition.Compare(path, comparator, constant);
  }

  private static @Nullable Comparator comparator(BinaryOperator operator) {
    return switch (operator) {
      case LESS -> Comparator.LESS;
      case LESS_OR_EQUAL -> Comparator.LESS_OR_EQUAL;
      case GREATER -> Comparator.GREATER;
      case GREATER_OR_EQUAL -> Comparator.GREATER_OR_EQUAL;
      case EQUAL -> Comparator.EQUAL;
      case NOT_EQUAL, LESS_GREATER -> Comparator.NOT_EQUAL;
      case IDENTICAL -> Comparator.IDENTICAL;
      case NOT_IDENTICAL -> Comparator.NOT_IDENTICAL;
      default -> null;
    };
  }

  // --- constants

  private @Nullable Value constant(Expression expression) {
    if (expression instanceof Expression.NumberLiteral number) {
      byte[] text = number.text().getBytes(StandardCharsets.ISO_8859_1);
      return number.isFloat()
          ? FloatValue.of(NumberReader.toFloat(text, text.length))
          : IntValue.of(NumberReader.toInt(text, text.length));
    }
    if (expression instanceof Expression.StringLiteral literal) {
      return text(literal);
    }
    if (expression instanceof Expression.Word word) {
      return reserved(word.name());
    }
    if (expression instanceof Expression.Unary unary && unary.operator() == UnaryOperator.MINUS) {
      return negative(constant(unary.operand()));
    }
    if (expression instanceof Expression.Variable variable) {
      Value value = arguments.get(variable.name());
      return value == null || value.type() == ValueType.MAP ? null : value;
    }
    return null;
  }

  private static @Nullable Value negative(@Nullable Value value) {
    if (value instanceof IntValue number) {
      return IntValue.of(-number.value());
    }
    return value instanceof FloatValue number ? FloatValue.of(-number.value()) : null;
  }

  private static @Nullable Value reserved(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "null" -> NullValue.NULL;
      case "true" -> BoolValue.TRUE;
      case "false" -> BoolValue.FALSE;
      default -> null;
    };
  }

  private static StringValue text(Expression.StringLiteral literal) {
    return StringValue.of(literal.text().getBytes(StandardCharsets.ISO_8859_1));
  }

  // --- paths

  private @Nullable Path path(Expression expression) {
    List<Path.Step> steps = new ArrayList<>();
    Expression rest = expression;
    while (true) {
      Path.Step step;
      if (rest instanceof Expression.Member member) {
        step = memberStep(member.key());
        rest = member.target();
      } else if (rest instanceof Expression.Subscript subscript) {
        step = subscriptStep(subscript.index());
        rest = subscript.target();
      } else {
        break;
      }
      if (step == null) {
        return null;
      }
      steps.add(0, step);
    }
    boolean isRecord =
        rest instanceof Expression.Variable variable && variable.name().equals(record);
    return isRecord && !steps.isEmpty() ? new Path(steps) : null;
  }

  private Path.@Nullable Step memberStep(Expression key) {
    if (key instanceof Expression.Word word) {
      boolean isPlain =
          reserved(word.name()) == null
              && !word.name().startsWith("__L")
              && !word.name().startsWith("__F")
              && !isConstant.test(word.name());
      return isPlain
          ? new Path.Step(
              StringValue.of(word.name().getBytes(StandardCharsets.ISO_8859_1)), false, false)
          : null;
    }
    return key instanceof Expression.StringLiteral literal && !literal.text().isEmpty()
        ? new Path.Step(text(literal), false, false)
        : null;
  }

  private Path.@Nullable Step subscriptStep(@Nullable Expression index) {
    Value key = index == null ? null : constant(index);
    if (key instanceof IntValue number) {
      return number.value() >= 0 ? Path.subscript(key) : null;
    }
    return key instanceof StringValue name && !name.isEmpty() ? Path.subscript(key) : null;
  }
}
