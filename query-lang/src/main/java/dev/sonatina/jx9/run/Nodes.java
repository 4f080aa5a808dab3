package dev.sonatina.jx9.run;

import dev.sonatina.jx9.function.NativeConstant;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the nodes of expressions; picks the most special one that does the job. */
public final class Nodes {
  /** Stands for the left operand of an operator that becomes a link of a {@link #chain}. */
  public static final Node LEFT = new Values.Constant(NullValue.NULL);

  private Nodes() {}

  // --- literals and constants

  /** A value that never changes. */
  public static Node constant(Value value) {
    if (value instanceof IntValue number) {
      return new Values.IntConstant(number.value());
    }
    if (value instanceof FloatValue number) {
      return new Values.FloatConstant(number.value());
    }
    return new Values.Constant(value);
  }

  /** The value of a node that {@link #constant} made, null for other nodes. */
  public static @Nullable Value constantValue(Node node) {
    if (node instanceof Values.IntConstant number) {
      return IntValue.of(number.value);
    }
    if (node instanceof Values.FloatConstant number) {
      return FloatValue.of(number.value);
    }
    return node instanceof Values.Constant constant ? constant.value : null;
  }

  /** A constant of a library. */
  public static Node libraryConstant(NativeConstant constant) {
    return new Values.LibraryConstant(constant);
  }

  /** A word that is a constant if a script included until then declares it, and else a string. */
  public static Node lateConstant(StringValue name) {
    return new Values.LateConstant(name);
  }

  /** A constant that the script declares. */
  public static Node scriptConstant(StringValue name) {
    return new Values.ScriptConstant(name);
  }

  /** {@code [a, b]}. */
  public static Node array(List<Node> elements) {
    return new Values.ArrayLiteral(toArray(elements));
  }

  /** {@code {a: b}}. */
  public static Node object(List<Node> keys, List<Node> values) {
    return new Values.ObjectLiteral(toArray(keys), toArray(values));
  }

  // --- variables

  /**
   * A variable.
   *
   * @param creates whether loading makes it exist
   */
  public static Node variable(int slot, boolean creates) {
    return new Variables.Load(slot, creates);
  }

  /** A variable of whatever frame runs the node. */
  public static Node variable(StringValue name) {
    return new Variables.LoadByName(name);
  }

  /** {@code $x = value}. */
  public static Node store(int slot, Node value) {
    return new Variables.Store(slot, value);
  }

  /**
   * Evaluates {@code values} and then {@code name}, and stores the last of the values in the
   * variable of that name.
   */
  public static Node storeByName(List<Node> values, Node name) {
    return new Variables.StoreByName(sequence(values), name);
  }

  /** A node that creates what it does not find, though nothing is stored there. */
  public static Node asTarget(Node node) {
    return new Variables.AsTarget(node);
  }

  /**
   * Evaluates a value, then a bool; if that is not {@code decided}, stores it in the variable that
   * {@code name} gives.
   */
  public static Node storeUnlessDecided(boolean decided, Node value, Node truth, Node name) {
    return new Variables.StoreUnlessDecided(decided, value, truth, name);
  }

  // --- elements

  /** {@code target.key}. */
  public static Node member(Node target, Node key) {
    return new Elements.Member(target, key);
  }

  /** {@code target[index]}. */
  public static Node subscript(Node target, Node index) {
    return new Elements.Subscript(target, index);
  }

  /** {@code target[]}. */
  public static Node append(Node target) {
    return new Elements.Append(target);
  }

  /** Members and elements of a variable, all keys known; only for reading. */
  public static Node path(Node variable, List<PathKey> keys) {
    return new PathNode((Variables.Load) variable, keys.toArray(PathKey[]::new));
  }

  /** {@code target[index] = value}; null as index appends. */
  public static Node storeElement(Node target, @Nullable Node index, Node value) {
    return new Assignments.StoreElement(target, index, value);
  }

  /**
   * {@code member = value} for a node that {@link #member} or {@link #variable(StringValue)} made.
   */
  public static Node storeMember(Node target, Node value) {
    return new Assignments.StoreMember(target, value);
  }

  // --- operators

  /** {@code ++} or {@code --} of a variable. */
  public static Node stepVariable(int slot, boolean increment, boolean prefix, boolean creates) {
    return new Steps.StepVariable(slot, increment, prefix, creates);
  }

  /** {@code ++} or {@code --} of anything. */
  public static Node step(Node target, boolean increment, boolean prefix) {
    return new Steps.Step(target, increment, prefix);
  }

  /** {@code left == right} and the like. */
  public static Node compare(Relation relation, Node left, Node right) {
    Value rightValue = constantValue(right);
    if (left instanceof PathNode path && rightValue != null) {
      return new PathComparison(path, relation, rightValue);
    }
    Value leftValue = constantValue(left);
    if (right instanceof PathNode path && leftValue != null && left != LEFT) {
      return new PathComparison(path, relation.mirrored(), leftValue);
    }
    return new Comparisons.Loose(relation, left, right);
  }

  /** {@code ===}, or {@code !==} if not {@code equal}. */
  public static Node identical(boolean equal, Node left, Node right) {
    return new Comparisons.Strict(equal, left, right);
  }

  /**
   * {@code first + a - b …}, run without recursion: operators whose left operand is {@link #LEFT}.
   */
  public static Node chain(Node first, List<Node> links) {
    return new Chain(first, links.stream().map(Operation.class::cast).toList());
  }

  /** {@code a && b && c}. */
  public static Node and(List<Node> operands) {
    return new Logic.And(toArray(operands));
  }

  /** {@code a || b || c}. */
  public static Node or(List<Node> operands) {
    return new Logic.Or(toArray(operands));
  }

  /** {@code !a}. */
  public static Node not(Node operand) {
    return new Logic.Not(operand);
  }

  /** Unary minus. */
  public static Node negate(Node operand) {
    return new Values.Sign(true, operand);
  }

  /** Unary plus. */
  public static Node toNumber(Node operand) {
    return new Values.Sign(false, operand);
  }

  /** {@code ~a}. */
  public static Node bitNot(Node operand) {
    return new Values.BitNot(operand);
  }

  /** A cast. */
  public static Node cast(Conversion conversion, Node operand) {
    return switch (conversion) {
      case TO_INT -> new Values.CastToInt(operand);
      case TO_FLOAT -> new Values.CastToFloat(operand);
      case TO_BOOL -> new Logic.ToBool(operand);
      case TO_STRING -> new Values.Cast(conversion, operand);
    };
  }

  /** The parts joined as strings. */
  public static Node concatenate(List<Node> parts) {
    return new Values.Concatenation(toArray(parts));
  }

  /** {@code a ? b : c}. */
  public static Node conditional(Node condition, Node then, Node otherwise) {
    return new Logic.Conditional(condition, then, otherwise);
  }

  /** {@code a, b}. */
  public static Node sequence(List<Node> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Node[] before = toArray(parts.subList(0, parts.size() - 1));
    return new Logic.Sequence(before, parts.get(parts.size() - 1));
  }

  /** {@code print a, b}. */
  public static Node print(List<Node> items) {
    return new Values.Print(toArray(items));
  }

  // --- calls

  /**
   * {@code name(arguments)}.
   *
   * @param callee the number of the name in {@link Program#callees}
   */
  public static Node call(int callee, List<Node> arguments) {
    if (arguments.size() == 2
        && arguments.get(0) instanceof PathNode path
        && constantValue(arguments.get(1)) instanceof StringValue constant
        && !constant.isEmpty()) {
      return new Calls.OfStored(callee, path, arguments.get(1), constant);
    }
    return new Calls.ByName(callee, toArray(arguments));
  }

  /** {@code callee(arguments)}. */
  public static Node call(Node callee, List<Node> arguments) {
    return new Calls.ByValue(callee, toArray(arguments));
  }

  private static Node[] toArray(List<Node> nodes) {
    return nodes.toArray(Node[]::new);
  }
}
