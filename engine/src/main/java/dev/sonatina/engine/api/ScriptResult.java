package dev.sonatina.engine.api;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a script left behind: the variables asked for, what it printed, how it ended. Immutable.
 *
 * <p>Each variable comes in two forms. The <b>text</b> is Sonata's: numbers plain, booleans {@code
 * true}/{@code false}, strings in double quotes without any escaping, arrays and objects as Jx9
 * prints them, null and unset variables as the empty text. The <b>JSON</b> is always valid JSON.
 */
public final class ScriptResult {

  private final Map<String, ScriptVariable> variables;
  private final byte[] output;
  private final int exitStatus;
  private final String result;

  /**
   * Takes ownership of the arguments.
   *
   * @param result the value of a top-level {@code return} as JSON, {@code null} without one
   */
  public ScriptResult(
      Map<String, ScriptVariable> variables, byte[] output, int exitStatus, String result) {
    this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    this.output = output;
    this.exitStatus = exitStatus;
    this.result = result;
  }

  /** The variables that were asked for, in that order. */
  public Map<String, ScriptVariable> variables() {
    return variables;
  }

  /** Sonata's text of a variable that was asked for. */
  public String text(String variable) {
    return variable(variable).text();
  }

  /** A variable that was asked for, as valid JSON. */
  public String json(String variable) {
    return variable(variable).json();
  }

  /** What the script printed, malformed UTF-8 replaced; empty when the output was streamed. */
  public String output() {
    return new String(output, StandardCharsets.UTF_8);
  }

  /** What the script printed; empty when the output was streamed. */
  public byte[] outputBytes() {
    return output.clone();
  }

  /** The status given to {@code exit}, otherwise 0. */
  public int exitStatus() {
    return exitStatus;
  }

  /** The value of a top-level {@code return} as JSON; {@code "null"} without one. */
  public String result() {
    return result;
  }

  private ScriptVariable variable(String name) {
    ScriptVariable variable = variables.get(name);
    if (variable == null) {
      throw new SonatinaException(
          ErrorCode.INVALID_ARGUMENT,
          "variable: " + name + " (expected: one that was asked for, " + variables.keySet() + ")");
    }
    return variable;
  }
}
