package dev.sonatina.jx9.compile;

import dev.sonatina.jx9.run.Environment;
import dev.sonatina.jx9.run.FunctionCode;
import dev.sonatina.jx9.run.FunctionGroup;
import dev.sonatina.jx9.run.Node;
import dev.sonatina.jx9.run.Program;
import dev.sonatina.jx9.value.StringValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the parts of a program. */
final class ProgramBuilder {
  private final Environment environment;
  private final Set<String> constantNames;
  private final List<FunctionCode> functions = new ArrayList<>();
  private final Map<StringValue, FunctionGroup> groups = new HashMap<>();
  private final Map<StringValue, Node> constants = new HashMap<>();
  private final Map<StringValue, Integer> callees = new LinkedHashMap<>();
  private int functionCount = 1;
  private int statics;
  private int loops;

  ProgramBuilder(Environment environment, Set<String> constantNames) {
    this.environment = environment;
    this.constantNames = constantNames;
  }

  Environment environment() {
    return environment;
  }

  /** Whether the script declares a constant of that name, here or further down. */
  boolean declaresConstant(String name) {
    return constantNames.contains(name);
  }

  /** The number of the next function; that of the top level is 0. */
  int nextFunction() {
    return functionCount++;
  }

  void add(FunctionCode function) {
    functions.add(function);
    groups.computeIfAbsent(function.name(), name -> new FunctionGroup()).add(function);
  }

  void addConstant(String name, Node value) {
    constants.put(Latin.string(name), value);
  }

  /** The number of a name that is called. */
  int callee(StringValue name) {
    Integer known = callees.putIfAbsent(name, callees.size());
    return known != null ? known : callees.size() - 1;
  }

  int nextStatic() {
    return statics++;
  }

  int nextLoop() {
    return loops++;
  }

  Program build(FunctionCode main, int lambdas, StringValue text) {
    FunctionCode[] byIndex = new FunctionCode[functionCount];
    byIndex[0] = main;
    for (FunctionCode function : functions) {
      byIndex[function.index()] = function;
    }
    return new Program(
        List.of(byIndex),
        groups,
        constants,
        List.copyOf(callees.keySet()),
        statics,
        loops,
        lambdas,
        text);
  }
}
