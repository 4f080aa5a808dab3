package dev.sonatina.jx9.compile;

import dev.sonatina.jx9.ast.Script;
import dev.sonatina.jx9.run.Action;
import dev.sonatina.jx9.run.Environment;
import dev.sonatina.jx9.run.FunctionCode;
import dev.sonatina.jx9.run.Program;
import dev.sonatina.jx9.run.ProgramExtender;
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
    boolean mayGrow = script.includesFiles() && environment.extender() != null;
    ProgramBuilder program = new ProgramBuilder(environment, script.constantNames(), mayGrow);
    return program.build(topLevel(program, 0, script), lambdas, text);
  }

  /**
   * Adds a script to a program, see {@link ProgramExtender#extend}.
   *
   * @param lambdas the number of the last lambda of both
   */
  public static ProgramExtender.Extension extend(
      Program known, Script script, Environment environment, int lambdas) {
    ProgramBuilder program = new ProgramBuilder(environment, script.constantNames(), known);
    FunctionCode added = topLevel(program, program.nextFunction(), script);
    return new ProgramExtender.Extension(program.build(added, lambdas, known.text()), added);
  }

  private static FunctionCode topLevel(ProgramBuilder program, int index, Script script) {
    Scope scope = Scope.topLevel();
    Action body = new StatementCompiler(program, scope).block(script.statements());
    return new FunctionCode(
        index, StringValue.EMPTY, scope.layout(), List.of(), List.of(), body, scope.deepest());
  }
}
