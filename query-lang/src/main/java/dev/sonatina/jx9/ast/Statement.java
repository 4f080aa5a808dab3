package dev.sonatina.jx9.ast;

import dev.sonatina.jx9.diagnostic.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that is done. A body is a list of statements; empty statements are left out. */
public sealed interface Statement {
  /** Where it begins. */
  SourcePosition position();

  /** Calls the method of {@code visitor} that is for this kind of statement. */
  <R> R accept(Visitor<R> visitor);

  /** An expression whose value is dropped. */
  record ExpressionStatement(SourcePosition position, Expression expression) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitExpression(this);
    }
  }

  /** {@code if}, with its {@code elseif} branches and perhaps an {@code else}. */
  record If(SourcePosition position, List<Branch> branches, List<Statement> otherwise)
      implements Statement {
    public If {
      branches = List.copyOf(branches);
      otherwise = List.copyOf(otherwise);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIf(this);
    }
  }

  /** A condition and what to do if it holds. */
  record Branch(Expression condition, List<Statement> body) {
    public Branch {
      body = List.copyOf(body);
    }
  }

  /** {@code while}. */
  record While(SourcePosition position, Expression condition, List<Statement> body)
      implements Statement {
    public While {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitWhile(this);
    }
  }

  /** {@code for}; each of the three expressions may be absent. */
  record For(
      SourcePosition position,
      @Nullable Expression start,
      @Nullable Expression test,
      @Nullable Expression step,
      List<Statement> body)
      implements Statement {
    public For {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitFor(this);
    }
  }

  /** {@code foreach}; {@code key} is null in the form without one. */
  record Foreach(
      SourcePosition position,
      Expression subject,
      @Nullable String key,
      String value,
      List<Statement> body)
      implements Statement {
    public Foreach {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitForeach(this);
    }
  }

  /** {@code switch}. */
  record Switch(SourcePosition position, Expression subject, List<Case> cases)
      implements Statement {
    public Switch {
      cases = List.copyOf(cases);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSwitch(this);
    }
  }

  /** What follows one label of a {@code switch}; {@code value} is null for {@code default}. */
  record Case(@Nullable Expression value, List<Statement> body) {
    public Case {
      body = List.copyOf(body);
    }
  }

  /** Several statements in braces where one is expected, in a {@code switch}. */
  record Block(SourcePosition position, List<Statement> body) implements Statement {
    public Block {
      body = List.copyOf(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBlock(this);
    }
  }

  /** {@code break} out of that many loops, at least one. */
  record Break(SourcePosition position, int levels) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBreak(this);
    }
  }

  /** {@code continue} with the loop that many levels out, at least one. */
  record Continue(SourcePosition position, int levels) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitContinue(this);
    }
  }

  /** {@code return}. */
  record Return(SourcePosition position, @Nullable Expression value) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitReturn(this);
    }
  }

  /** {@code die} as a statement. */
  record Halt(SourcePosition position, @Nullable Expression value) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitHalt(this);
    }
  }

  /** {@code function name(…) …}, which declares before anything runs. */
  record FunctionDeclaration(SourcePosition position, FunctionDefinition function)
      implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitFunction(this);
    }
  }

  /** {@code static $name = initial} inside a function. */
  record StaticDeclaration(SourcePosition position, String name, @Nullable Expression initial)
      implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitStatic(this);
    }
  }

  /** {@code uplink $a, $b}; a {@link Expression.Word} as name is subject to constants. */
  record Uplink(SourcePosition position, List<Expression> names) implements Statement {
    public Uplink {
      names = List.copyOf(names);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitUplink(this);
    }
  }

  /** {@code const name = value}, which declares before anything runs. */
  record ConstantDeclaration(SourcePosition position, String name, @Nullable Expression value)
      implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitConstant(this);
    }
  }

  /** One method per kind of statement. */
  interface Visitor<R> {
    R visitExpression(ExpressionStatement statement);

    R visitIf(If statement);

    R visitWhile(While statement);

    R visitFor(For statement);

    R visitForeach(Foreach statement);

    R visitSwitch(Switch statement);

    R visitBlock(Block statement);

    R visitBreak(Break statement);

    R visitContinue(Continue statement);

    R visitReturn(Return statement);

    R visitHalt(Halt statement);

    R visitFunction(FunctionDeclaration statement);

    R visitStatic(StaticDeclaration statement);

    R visitUplink(Uplink statement);

    R visitConstant(ConstantDeclaration statement);
  }
}
