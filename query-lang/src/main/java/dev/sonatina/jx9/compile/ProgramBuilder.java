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
  private final boolean mayGrow;

  /**
   * A program of one script.
   *
   * @param mayGrow whether scripts that it includes may declare more constants
   */
  ProgramBuilder(Environment environment, Set<String> constantNames, boolean mayGrow) {
    this.environment = environment;
    this.constantNames = constantNames;
    this.mayGrow = mayGrow;
  }

  /** A program that begins as {@code known} does, with one script more. */
  ProgramBuilder(Environment environment, Set<String> constantNames, Program known) {
    this(environment, constantNames, true);
    functions.addAll(known.functions());
    known.groups().forEach((name, group) -> groups.put(name, new FunctionGroup(group)));
    constants.putAll(known.constants());
    known.callees().forEach(this::callee);
    functionCount = known.functions().size();
    statics = known.staticCount();
    loops = known.foreachCount();
  }

  Environment environment() {
    return environment;
  }

  /** Whether the program declares a constant of that name, here or further down. */
  boolean declaresConstant(String name) {
    return constantNames.contains(name) || constants.containsKey(Latin.string(name));
  }

  /** Whether a word that means nothing now may be a constant when it is used. */
  boolean mayGrow() {
    return mayGrow;
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

  /**
   * The program.
   *
   * @param topLevel the code of the script's top level
   */
  Program build(FunctionCode topLevel, int lambdas, StringValue text) {
    FunctionCode[] byIndex = new FunctionCode[functionCount];
    byIndex[topLevel.index()] = topLevel;
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
