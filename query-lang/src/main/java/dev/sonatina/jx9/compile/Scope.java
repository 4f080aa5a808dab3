package dev.sonatina.jx9.compile;

import dev.sonatina.jx9.run.Layout;
import dev.sonatina.jx9.run.Node;
import dev.sonatina.jx9.run.Nodes;
import dev.sonatina.jx9.run.StaticCode;
import dev.sonatina.jx9.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The function whose code is being made, or the top level. */
final class Scope {
  private final @Nullable StringValue functionName;
  private final @Nullable Layout layout;
  private final List<StaticCode> statics = new ArrayList<>();
  private int depth;
  private int deepest;

  private Scope(@Nullable StringValue functionName, @Nullable Layout layout) {
    this.functionName = functionName;
    this.layout = layout;
  }

  static Scope topLevel() {
    return new Scope(null, new Layout());
  }

  static Scope function(StringValue name) {
    return new Scope(name, new Layout());
  }

  /** The expression of a constant, which runs in any frame and finds variables by name. */
  static Scope anyFrame(@Nullable StringValue functionName) {
    return new Scope(functionName, null);
  }

  /** The function's name, null at top level. */
  @Nullable StringValue functionName() {
    return functionName;
  }

  /** Whether variables have slots. */
  boolean hasSlots() {
    return layout != null;
  }

  Layout layout() {
    if (layout == null) {
      throw new IllegalStateException("no slots in the expression of a constant");
    }
    return layout;
  }

  int slot(String name) {
    return layout().slotFor(Latin.string(name));
  }

  Node variable(String name, boolean creates) {
    return layout == null
        ? Nodes.variable(Latin.string(name))
        : Nodes.variable(slot(name), creates);
  }

  List<StaticCode> statics() {
    return statics;
  }

  /** Notes that the code goes some levels deeper here. */
  void enter(int levels) {
    depth += levels;
    deepest = Math.max(deepest, depth);
  }

  void leave(int levels) {
    depth -= levels;
  }

  /** The most levels the code goes deep. */
  int deepest() {
    return deepest;
  }
}
