package dev.sonatina.jx9.ast;

import dev.sonatina.jx9.diagnostic.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that has a value. */
public sealed interface Expression {
  /** Where it begins; for an operator, where the operator stands. */
  SourcePosition position();

  /** Calls the method of {@code visitor} that is for this kind of expression. */
  <R> R accept(Visitor<R> visitor);

  /**
   * A number as it is written.
   *
   * @param isFloat whether it has a point or an exponent
   */
  record NumberLiteral(SourcePosition position, String text, boolean isFloat)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNumber(this);
    }
  }

  /** A string without interpolation, its escapes resolved. */
  record StringLiteral(SourcePosition position, String text) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitString(this);
    }
  }

  /** A double-quoted string with variables in it: the parts are joined as strings. */
  record Interpolation(SourcePosition position, List<Expression> parts) implements Expression {
    public Interpolation {
      parts = List.copyOf(parts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitInterpolation(this);
    }
  }

  /** A bare word: {@code true}, {@code null}, the name of a constant, or itself as a string. */
  record Word(SourcePosition position, String name) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitWord(this);
    }
  }

  /** {@code $name}. */
  record Variable(SourcePosition position, String name) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitVariable(this);
    }
  }

  /** {@code [a, b]}. */
  record ArrayLiteral(SourcePosition position, List<Expression> elements) implements Expression {
    public ArrayLiteral {
      elements = List.copyOf(elements);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitArray(this);
    }
  }

  /** {@code {key: value}}. */
  record ObjectLiteral(SourcePosition position, List<Entry> entries) implements Expression {
    public ObjectLiteral {
      entries = List.copyOf(entries);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitObject(this);
    }
  }

  /** One member of an object literal; the key is a word, a string or a variable. */
  record Entry(Expression key, Expression value) {}

  /** {@code function(…) { … }} as a value. */
  record Lambda(SourcePosition position, FunctionDefinition function) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLambda(this);
    }
  }

  /** {@code target.key}; a {@link Word} as key is subject to constants as everywhere. */
  record Member(SourcePosition position, Expression target, Expression key) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMember(this);
    }
  }

  /** {@code target[index]}, or {@code target[]} when {@code index} is null. */
  record Subscript(SourcePosition position, Expression target, @Nullable Expression index)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSubscript(this);
    }
  }

  /** {@code callee(arguments)}; a {@link Word} as callee is the name itself, never a constant. */
  record Call(SourcePosition position, Expression callee, List<Expression> arguments)
      implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCall(this);
    }
  }

  /** An operator or cast before its operand. */
  record Unary(SourcePosition position, UnaryOperator operator, Expression operand)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitUnary(this);
    }
  }

  /** {@code ++} or {@code --}, before or after its operand. */
  record Step(SourcePosition position, boolean isIncrement, boolean isPrefix, Expression target)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitStep(this);
    }
  }

  /**
   * Operands joined by operators of one level, grouped from the left: {@code a + b - c}. Kept flat,
   * so that a chain of any length is neither parsed nor run recursively.
   */
  record Chain(Expression first, List<Link> links) implements Expression {
    public Chain {
      links = List.copyOf(links);
    }

    @Override
    public SourcePosition position() {
      return links.get(0).position();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitChain(this);
    }
  }

  /** An operator with the operand to its right. */
  record Link(SourcePosition position, BinaryOperator operator, Expression operand) {}

  /** {@code condition ? then : otherwise}. */
  record Conditional(
      SourcePosition position, Expression condition, Expression then, Expression otherwise)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitConditional(this);
    }
  }

  /**
   * {@code target = value}, or {@code target += value} and the like when {@code operator} is not
   * null.
   */
  record Assignment(
      SourcePosition position,
      @Nullable BinaryOperator operator,
      Expression target,
      Expression value)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAssignment(this);
    }
  }

  /** {@code a, b}: all are evaluated, the value is that of the last. */
  record Sequence(SourcePosition position, List<Expression> parts) implements Expression {
    public Sequence {
      parts = List.copyOf(parts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSequence(this);
    }
  }

  /** {@code print a, b}, which yields true. */
  record Print(SourcePosition position, List<Expression> items) implements Expression {
    public Print {
      items = List.copyOf(items);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitPrint(this);
    }
  }

  /** One method per kind of expression. */
  interface Visitor<R> {
    R visitNumber(NumberLiteral literal);

    R visitString(StringLiteral literal);

    R visitInterpolation(Interpolation interpolation);

    R visitWord(Word word);

    R visitVariable(Variable variable);

    R visitArray(ArrayLiteral literal);

    R visitObject(ObjectLiteral literal);

    R visitLambda(Lambda lambda);

    R visitMember(Member member);

    R visitSubscript(Subscript subscript);

    R visitCall(Call call);

    R visitUnary(Unary unary);

    R visitStep(Step step);

    R visitChain(Chain chain);

    R visitConditional(Conditional conditional);

    R visitAssignment(Assignment assignment);

    R visitSequence(Sequence sequence);

    R visitPrint(Print print);
  }
}
