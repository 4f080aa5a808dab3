package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.StringValue;
import java.util.Arrays;
import java.util.List;

/** A compiled function, or the top level of a script. Immutable. */
public final class FunctionCode {
  private final int index;
  private final StringValue name;
  private final Layout layout;
  private final ParameterCode[] parameters;
  private final StaticCode[] statics;
  private final Action body;
  private final int treeDepth;
  private final String signature;
  private final boolean bindsDirectly;

  /**
   * A function.
   *
   * @param index its number in the script, 0 for the top level
   * @param layout its variables, the parameters first
   * @param treeDepth how deep running its body may go into the thread's stack, in nodes
   */
  public FunctionCode(
      int index,
      StringValue name,
      Layout layout,
      List<ParameterCode> parameters,
      List<StaticCode> statics,
      Action body,
      int treeDepth) {
    this.index = index;
    this.name = name;
    this.layout = layout;
    this.parameters = parameters.toArray(ParameterCode[]::new);
    this.statics = statics.toArray(StaticCode[]::new);
    this.body = body;
    this.treeDepth = treeDepth;
    StringBuilder letters = new StringBuilder();
    boolean direct = this.statics.length == 0;
    for (int i = 0; i < this.parameters.length; i++) {
      Conversion conversion = this.parameters[i].conversion();
      if (conversion != null) {
        letters.append(conversion.letter());
      }
      direct &= this.parameters[i].slot() == i && this.parameters[i].defaultValue() == null;
    }
    this.signature = letters.toString();
    this.bindsDirectly = direct;
  }

  /** The number of the function in its script. */
  public int index() {
    return index;
  }

  /** The function's name. */
  public StringValue name() {
    return name;
  }

  Layout layout() {
    return layout;
  }

  ParameterCode[] parameters() {
    return parameters;
  }

  StaticCode[] statics() {
    return statics;
  }

  Action body() {
    return body;
  }

  int treeDepth() {
    return treeDepth;
  }

  /** One letter for each typed parameter. */
  String signature() {
    return signature;
  }

  /**
   * Whether arguments can be put into the variables of the parameters at once, since nothing is
   * evaluated in between.
   */
  boolean bindsDirectly() {
    return bindsDirectly;
  }

  @Override
  public String toString() {
    return name + Arrays.toString(parameters);
  }
}
