package dev.sonatina.cli.verb;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Says more of an operand, an argument without a name of its own, which stands behind those that
 * were declared before. What makes it, and adds it to its verb, is {@link #as} or {@link #listOf}.
 */
public final class OperandBuilder {

  private final CommandSpec verb;
  private final String label;
  private final PositionalParamSpec.Builder operand;
  private final int index;
  private boolean isOptional;
  private String last = "*";

  OperandBuilder(CommandSpec verb, String label, String description) {
    this.verb = verb;
    this.label = label;
    operand = PositionalParamSpec.builder().paramLabel(label).description(description);
    index = verb.positionalParameters().size();
  }

  /** It may be left out; this is the value then, as a user would write it. */
  public OperandBuilder orElse(String byDefault) {
    operand.defaultValue(byDefault);
    return optional();
  }

  /** It may be left out. */
  public OperandBuilder optional() {
    isOptional = true;
    return this;
  }

  /** How many {@link #listOf} takes at most. */
  public OperandBuilder atMost(int count) {
    last = String.valueOf(index + count - 1);
    return this;
  }

  /** An operand with one value of this type, such as a string, number, path or enum. */
  public <T> Argument<T> as(Class<T> type) {
    operand.index(String.valueOf(index)).arity(isOptional ? "0..1" : "1").type(type);
    return add(new Argument<>(label, null));
  }

  /** All operands from here on, at least one unless they may be left out. */
  public <T> Argument<List<T>> listOf(Class<T> type) {
    operand.index(index + ".." + last).arity(isOptional ? "0..*" : "1..*");
    operand.type(List.class).auxiliaryTypes(type);
    return add(new Argument<>(label, List.of()));
  }

  private <T> Argument<T> add(Argument<T> argument) {
    operand.required(!isOptional);
    verb.addPositional(operand.getter(argument.binding()).setter(argument.binding()).build());
    return argument;
  }
}
