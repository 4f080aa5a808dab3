package dev.sonatina.jx9.parse;

import dev.sonatina.jx9.ast.BinaryOperator;
import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.ast.FunctionDefinition;
import dev.sonatina.jx9.ast.Parameter;
import dev.sonatina.jx9.ast.ParameterType;
import dev.sonatina.jx9.ast.Script;
import dev.sonatina.jx9.ast.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree as a script that means the same. Most strings with variables in them come out as
 * concatenations.
 */
public final class TreePrinter implements Statement.Visitor<String>, Expression.Visitor<String> {
  private TreePrinter() {}

  /** The text of a script, one character per byte. */
  public static String print(Script script) {
    return new TreePrinter().statements(script.statements());
  }

  // --- statements

  private String statements(List<Statement> statements) {
    StringBuilder text = new StringBuilder();
    for (Statement statement : statements) {
      text.append(statement.accept(this)).append('\n');
    }
    return text.toString();
  }

  private String block(List<Statement> statements) {
    return "{\n" + statements(statements) + "}";
  }

  private String optional(@Nullable Expression expression) {
    return expression == null ? "" : plain(expression);
  }

  @Override
  public String visitExpression(Statement.ExpressionStatement statement) {
    return plain(statement.expression()) + ";";
  }

  @Override
  public String visitIf(Statement.If statement) {
    StringBuilder text = new StringBuilder();
    for (Statement.Branch branch : statement.branches()) {
      text.append(text.length() == 0 ? "if(" : " elseif(");
      text.append(plain(branch.condition())).append(") ").append(block(branch.body()));
    }
    if (!statement.otherwise().isEmpty()) {
      text.append(" else ").append(block(statement.otherwise()));
    }
    return text.toString();
  }

  @Override
  public String visitWhile(Statement.While statement) {
    return "while(" + plain(statement.condition()) + ") " + block(statement.body());
  }

  @Override
  public String visitFor(Statement.For statement) {
    return "for("
        + optional(statement.start())
        + ";"
        + optional(statement.test())
        + ";"
        + optional(statement.step())
        + ") "
        + block(statement.body());
  }

  @Override
  public String visitForeach(Statement.Foreach statement) {
    String key = statement.key() == null ? "" : "$" + statement.key() + ", ";
    return "foreach("
        + plain(statement.subject())
        + " as "
        + key
        + "$"
        + statement.value()
        + ") "
        + block(statement.body());
  }

  @Override
  public String visitSwitch(Statement.Switch statement) {
    StringBuilder text = new StringBuilder("switch(" + plain(statement.subject()) + ") {\n");
    for (Statement.Case one : statement.cases()) {
      text.append(one.value() == null ? "default" : "case (" + plain(one.value()) + ")")
          .append(":\n");
      text.append(statements(one.body()));
    }
    return text.append("}").toString();
  }

  @Override
  public String visitBlock(Statement.Block statement) {
    return block(statement.body());
  }

  @Override
  public String visitBreak(Statement.Break statement) {
    return "break " + statement.levels() + ";";
  }

  @Override
  public String visitContinue(Statement.Continue statement) {
    return "continue " + statement.levels() + ";";
  }

  @Override
  public String visitReturn(Statement.Return statement) {
    return "return " + optional(statement.value()) + ";";
  }

  @Override
  public String visitHalt(Statement.Halt statement) {
    return "die " + optional(statement.value()) + ";";
  }

  @Override
  public String visitFunction(Statement.FunctionDeclaration statement) {
    return "function " + statement.function().name() + definition(statement.function());
  }

  @Override
  public String visitStatic(Statement.StaticDeclaration statement) {
    return "static $"
        + statement.name()
        + (statement.initial() == null ? "" : " = " + plain(statement.initial()))
        + ";";
  }

  @Override
  public String visitUplink(Statement.Uplink statement) {
    return statement.names().stream()
        .map(name -> "$" + plain(name))
        .collect(Collectors.joining(", ", "uplink ", ";"));
  }

  @Override
  public String visitConstant(Statement.ConstantDeclaration statement) {
    return "const " + statement.name() + " = " + optional(statement.value()) + ";";
  }

  private String definition(FunctionDefinition function) {
    StringBuilder text = new StringBuilder("(");
    for (Parameter parameter : function.parameters()) {
      text.append(text.length() == 1 ? "" : ", ");
      text.append(
          parameter.type() == ParameterType.ANY
              ? ""
              : parameter.type().name().toLowerCase(Locale.ROOT) + " ");
      text.append('$').append(parameter.name());
      text.append(parameter.defaultValue() == null ? "" : " = " + item(parameter.defaultValue()));
    }
    return text.append(") ").append(block(function.body())).toString();
  }

  // --- expressions

  /** An expression that stands alone. */
  private String plain(Expression expression) {
    return expression.accept(this);
  }

  /** An expression between commas, which needs parentheses if it has operators. */
  private String item(Expression expression) {
    return operand(expression);
  }

  private String items(List<Expression> expressions) {
    StringBuilder text = new StringBuilder();
    for (Expression expression : expressions) {
      text.append(text.length() == 0 ? "" : ", ").append(item(expression));
    }
    return text.toString();
  }

  /** An expression as part of another. */
  private String operand(Expression expression) {
    boolean isTight =
        expression instanceof Expression.NumberLiteral
            || expression instanceof Expression.StringLiteral
            || expression instanceof Expression.Word
            || expression instanceof Expression.Variable
            || expression instanceof Expression.ArrayLiteral
            || expression instanceof Expression.ObjectLiteral
            || expression instanceof Expression.Lambda
            || expression instanceof Expression.Member
            || expression instanceof Expression.Subscript
            || (expression instanceof Expression.Call call && !isConstruct(call));
    return isTight ? plain(expression) : "(" + plain(expression) + ")";
  }

  /** {@code include} and {@code import} are called without parentheses. */
  private static boolean isConstruct(Expression.Call call) {
    return call.callee() instanceof Expression.Word word
        && switch (word.name()) {
          case "die", "DIE", "EXIT", "include", "import" -> true;
          default -> false;
        };
  }

  @Override
  public String visitNumber(Expression.NumberLiteral literal) {
    return literal.text();
  }

  @Override
  public String visitString(Expression.StringLiteral literal) {
    StringBuilder text = new StringBuilder("\"");
    for (char c : literal.text().toCharArray()) {
      if (c < ' ' || c > '~') {
        text.append(String.format(Locale.ROOT, "\\x%02X", (int) c));
      } else if (c == '"' || c == '\\' || c == '$') {
        text.append('\\').append(c);
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }

  @Override
  public String visitInterpolation(Expression.Interpolation interpolation) {
    if (isSimple(interpolation.parts())) {
      StringBuilder text = new StringBuilder("\"");
      for (Expression part : interpolation.parts()) {
        String piece = plain(part);
        text.append(
            part instanceof Expression.Variable ? piece : piece.substring(1, piece.length() - 1));
      }
      return text.append('"').toString();
    }
    StringBuilder text = new StringBuilder();
    for (Expression part : interpolation.parts()) {
      text.append(text.length() == 0 ? "" : " .. ").append(operand(part));
    }
    return text.toString();
  }

  /**
   * Whether there are only variables, each followed by a blank or the end, so that the string can
   * be written as it was.
   */
  private static boolean isSimple(List<Expression> parts) {
    for (int i = 1; i < parts.size(); i += 2) {
      String next = ((Expression.StringLiteral) parts.get(i + 1)).text();
      boolean ends = next.startsWith(" ") || (next.isEmpty() && i + 2 == parts.size());
      if (!(parts.get(i) instanceof Expression.Variable) || !ends) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String visitWord(Expression.Word word) {
    return word.name();
  }

  @Override
  public String visitVariable(Expression.Variable variable) {
    return "$" + variable.name();
  }

  @Override
  public String visitArray(Expression.ArrayLiteral literal) {
    return "[" + items(literal.elements()) + "]";
  }

  @Override
  public String visitObject(Expression.ObjectLiteral literal) {
    StringBuilder text = new StringBuilder();
    for (Expression.Entry entry : literal.entries()) {
      text.append(text.length() == 0 ? "" : ", ");
      text.append(plain(entry.key())).append(": ").append(item(entry.value()));
    }
    return "{" + text + "}";
  }

  @Override
  public String visitLambda(Expression.Lambda lambda) {
    return "function" + definition(lambda.function());
  }

  @Override
  public String visitMember(Expression.Member member) {
    Expression key = member.key();
    boolean isNamed =
        key instanceof Expression.Word
            || key instanceof Expression.Variable
            || key instanceof Expression.StringLiteral
            || key instanceof Expression.NumberLiteral;
    return operand(member.target()) + "." + (isNamed ? plain(key) : "(" + plain(key) + ")");
  }

  @Override
  public String visitSubscript(Expression.Subscript subscript) {
    String target = operand(subscript.target());
    String index = subscript.index() == null ? "" : plain(subscript.index());
    // A bracket after a keyword, a string or a number would begin a literal.
    boolean isApart = subscript.target() instanceof Expression.Member;
    return (isApart ? "(" + target + ")" : target) + "[" + index + "]";
  }

  @Override
  public String visitCall(Expression.Call call) {
    if (isConstruct(call)) {
      return plain(call.callee())
          + " "
          + (call.arguments().isEmpty() ? "()" : plain(call.arguments().get(0)));
    }
    return operand(call.callee()) + "(" + items(call.arguments()) + ")";
  }

  @Override
  public String visitUnary(Expression.Unary unary) {
    return unary.operator().symbol() + operand(unary.operand());
  }

  @Override
  public String visitStep(Expression.Step step) {
    String symbol = step.isIncrement() ? "++" : "--";
    return step.isPrefix() ? symbol + operand(step.target()) : operand(step.target()) + symbol;
  }

  @Override
  public String visitChain(Expression.Chain chain) {
    StringBuilder text = new StringBuilder(operand(chain.first()));
    for (Expression.Link link : chain.links()) {
      text.append(' ').append(link.operator().symbol()).append(' ').append(operand(link.operand()));
    }
    return text.toString();
  }

  @Override
  public String visitConditional(Expression.Conditional conditional) {
    return operand(conditional.condition())
        + " ? "
        + operand(conditional.then())
        + " : "
        + operand(conditional.otherwise());
  }

  @Override
  public String visitAssignment(Expression.Assignment assignment) {
    BinaryOperator operator = assignment.operator();
    String symbol =
        operator == null
            ? "="
            : operator == BinaryOperator.CONCATENATE ? ".=" : operator.symbol() + "=";
    return operand(assignment.target()) + " " + symbol + " " + operand(assignment.value());
  }

  @Override
  public String visitSequence(Expression.Sequence sequence) {
    return items(sequence.parts());
  }

  @Override
  public String visitPrint(Expression.Print print) {
    return "print " + (print.items().isEmpty() ? "()" : items(print.items()));
  }
}
