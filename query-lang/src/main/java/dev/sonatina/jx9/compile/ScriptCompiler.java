package dev.sonatina.jx9.compile;

import dev.sonatina.jx9.ast.Script;
import dev.sonatina.jx9.run.Action;
import dev.sonatina.jx9.run.Environment;
import dev.sonatina.jx9.run.FunctionCode;
import dev.sonatina.jx9.run.Program;
import dev.sonatina.jx9.value.StringValue;
import java.util.List;

/** Makes a program out of the tree of a script. */
public final class ScriptCompiler {
  private ScriptCompiler() {}

  /**
   * Compiles a script.
   *
   * @param environment the native functions and constants the script finds; a run of the program
   *     needs the same
   * @param lambdas the number of the script's last lambda
   * @param text the source, for those who ask for it at run time
   */
  public static Program compile(
      Script script, Environment environment, int lambdas, StringValue text) {
    ProgramBuilder program = new ProgramBuilder(environment, script.constantNames());
    Scope scope = Scope.topLevel();
    Action body = new StatementCompiler(program, scope).block(script.statements());
    FunctionCode main =
        new FunctionCode(
            0, StringValue.EMPTY, scope.layout(), List.of(), List.of(), body, scope.deepest());
    return program.build(main, lambdas, text);
  }
}
