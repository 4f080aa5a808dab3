package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.StringValue;
import java.util.List;
import java.util.Map;

/**
 * A compiled script. Immutable.
 *
 * @param functions the top level and all functions, by index
 * @param groups the functions by name
 * @param constants the expressions of the constants the script declares, evaluated at each use
 * @param callees the names that calls mention, by the number the call has for them
 * @param staticCount how many static variables there are
 * @param foreachCount how many {@code foreach} statements there are
 * @param lambdas the number of the last lambda
 * @param text the source
 */
public record Program(
    List<FunctionCode> functions,
    Map<StringValue, FunctionGroup> groups,
    Map<StringValue, Node> constants,
    List<StringValue> callees,
    int staticCount,
    int foreachCount,
    int lambdas,
    StringValue text) {
  public Program {
    functions = List.copyOf(functions);
    groups = Map.copyOf(groups);
    constants = Map.copyOf(constants);
    callees = List.copyOf(callees);
  }

  /** The top level. */
  FunctionCode main() {
    return functions.get(0);
  }
}
