package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one call of a function, or of the top level, and the registers in which nodes
 * leave results.
 *
 * <p>Frames are used again when their call has ended, so that calls allocate nothing.
 */
public final class Frame {
  final Execution run;
  final FunctionCode code;

  /**
   * The variable in each slot: the frame's own, or one that is linked here, such as a static one.
   */
  final Variable[] variables;

  /** Whether arguments go straight into the variables of the parameters. */
  final boolean bindsDirectly;

  /** The arguments on their way in; the frame's own variables if it binds directly. */
  final Variable[] incoming;

  /** Where the value that was loaded last by {@link Node#evalTarget} is kept. */
  final Place place = new Place();

  long intResult;
  double floatResult;
  Value value = NullValue.NULL;

  /** The form of the value that the function returned. */
  int returnKind;

  /** The statement being run. */
  @Nullable Action statement;

  /** How much the run had allocated when that statement began. */
  long statementMark;

  /** How much the run had allocated when the call began. */
  long entryMark;

  @Nullable Frame caller;
  @Nullable Frame nextFree;

  /** The frame whose variables these are, for included code. */
  @Nullable Frame includer;

  private final Variable[] own;
  private boolean hasLinks;
  private int argumentCount;
  private @Nullable List<Variable> extraArguments;
  private @Nullable Map<StringValue, Variable> unforeseen;

  Frame(Execution run, FunctionCode code, boolean bindsDirectly) {
    this.run = run;
    this.code = code;
    int size = code.layout().size();
    own = new Variable[size];
    for (int i = 0; i < size; i++) {
      own[i] = new Variable();
    }
    variables = own.clone();
    this.bindsDirectly = bindsDirectly;
    incoming = bindsDirectly ? own : newVariables(code.parameters().length);
  }

  private static Variable[] newVariables(int count) {
    Variable[] variables = new Variable[count];
    for (int i = 0; i < count; i++) {
      variables[i] = new Variable();
    }
    return variables;
  }

  /** Puts a value into the register for its type. */
  int accept(Value result) {
    if (result instanceof IntValue number) {
      intResult = number.value();
      return Kind.INT;
    }
    if (result instanceof FloatValue number) {
      floatResult = number.value();
      return Kind.FLOAT;
    }
    value = result;
    return Kind.VALUE;
  }

  /** The value that {@link Node#evaluate} left in the register {@code kind}. */
  Value result(int kind) {
    return switch (kind) {
      case Kind.INT -> IntValue.of(intResult);
      case Kind.FLOAT -> FloatValue.of(floatResult);
      default -> value;
    };
  }

  /**
   * Notes that a statement begins: errors have its place, and no earlier value of this frame is in
   * use any more.
   */
  void begin(Action action) {
    statement = action;
    statementMark = run.meter.allocated();
  }

  // --- arguments

  void setArgumentCount(int count) {
    argumentCount = count;
  }

  /** A variable for an argument beyond the declared parameters. */
  Variable extraArgument() {
    List<Variable> extras = extraArguments;
    if (extras == null) {
      extras = new ArrayList<>();
      extraArguments = extras;
    }
    Variable extra = new Variable();
    extras.add(extra);
    return extra;
  }

  /** The arguments as they are now, those beyond the declared parameters last. */
  Value[] arguments() {
    List<Variable> extras = extraArguments == null ? List.of() : extraArguments;
    ParameterCode[] parameters = code.parameters();
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < parameters.length; i++) {
      if (i < argumentCount - extras.size() || parameters[i].defaultValue() != null) {
        values.add(variables[parameters[i].slot()].get());
      }
    }
    for (Variable extra : extras) {
      values.add(extra.get());
    }
    return values.toArray(Value[]::new);
  }

  // --- variables by name

  /** The frame of the function or top level that this code is part of. */
  Frame scope() {
    Frame scope = this;
    for (Frame outer = includer; outer != null; outer = outer.includer) {
      scope = outer;
    }
    return scope;
  }

  /** Lets another variable stand in a slot. */
  void link(int slot, Variable target) {
    variables[slot] = target;
    hasLinks = true;
  }

  /** Lets a name stand for another variable. */
  void link(StringValue name, Variable target) {
    int slot = code.layout().slotOf(name);
    if (slot >= 0) {
      link(slot, target);
    } else {
      byName().put(name, target);
    }
  }

  /** The variable of that name if it exists in this frame. */
  @Nullable Variable find(StringValue name) {
    int slot = code.layout().slotOf(name);
    if (slot >= 0) {
      return variables[slot].exists() ? variables[slot] : null;
    }
    Variable found = unforeseen == null ? null : unforeseen.get(name);
    return found != null && found.exists() ? found : null;
  }

  /** The variable of that name, which may not exist yet. */
  Variable variable(StringValue name) {
    int slot = code.layout().slotOf(name);
    if (slot >= 0) {
      return variables[slot];
    }
    return byName().computeIfAbsent(name, key -> new Variable());
  }

  private Map<StringValue, Variable> byName() {
    Map<StringValue, Variable> map = unforeseen;
    if (map == null) {
      map = new LinkedHashMap<>();
      unforeseen = map;
    }
    return map;
  }

  /** The variables that the code does not mention. */
  Iterable<Variable> unforeseen() {
    return unforeseen == null ? List.of() : unforeseen.values();
  }

  Iterable<Variable> extraArguments() {
    return extraArguments == null ? List.of() : extraArguments;
  }

  /** Forgets everything, so that the frame can be used for another call. */
  void reset() {
    for (Variable variable : own) {
      variable.clear();
    }
    if (hasLinks) {
      System.arraycopy(own, 0, variables, 0, own.length);
      hasLinks = false;
    }
    if (incoming != own) {
      for (Variable variable : incoming) {
        variable.clear();
      }
    }
    value = NullValue.NULL;
    returnKind = Kind.VALUE;
    place.clear();
    caller = null;
    includer = null;
    statement = null;
    extraArguments = null;
    unforeseen = null;
  }
}
