package dev.sonatina.engine.query.analysis;

import dev.sonatina.engine.query.column.Condition;
import dev.sonatina.engine.query.column.Path;
import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.ast.FunctionDefinition;
import dev.sonatina.jx9.ast.Parameter;
import dev.sonatina.jx9.ast.ParameterType;
import dev.sonatina.jx9.ast.Script;
import dev.sonatina.jx9.ast.Statement;
import dev.sonatina.jx9.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What reading a filter script tells.
 *
 * @param isEffectFree whether the function only decides: it may be called in any order, from
 *     several threads, and not at all for records that do not match, and it keeps nothing of a
 *     record
 * @param condition holds for every record that the function selects; known only of functions
 *     without effects
 * @param firstRead the path that the function reads first in most records, null if that is not
 *     known: a hint, on which no answer may depend
 */
public record FilterAnalysis(boolean isEffectFree, Condition condition, @Nullable Path firstRead) {

  /** Variables that are the same in every function. */
  private static final Set<String> SUPERGLOBALS =
      Set.of(
          "argv", "_GET", "_POST", "_FILES", "_REQUEST", "_COOKIE", "_ENV", "_HEADER", "_SERVER");

  private static final FilterAnalysis NOTHING_KNOWN =
      new FilterAnalysis(false, Condition.always(), null);

  /**
   * Reads a script of the one statement {@code $filter_cb = function($r) {…};}.
   *
   * @param arguments the variables that the host sets
   * @param isConstant whether a bare word is the name of a constant
   */
  public static FilterAnalysis of(
      Script script, Map<String, Value> arguments, Predicate<String> isConstant) {
    FunctionDefinition function = function(script);
    if (function == null || !script.constantNames().isEmpty()) {
      return NOTHING_KNOWN;
    }
    Set<String> shared = new HashSet<>(SUPERGLOBALS);
    shared.addAll(arguments.keySet());
    List<Parameter> parameters = function.parameters();
    if (parameters.stream()
            .anyMatch(
                parameter -> shared.contains(parameter.name()) || parameter.defaultValue() != null)
        || !new EffectCheck(shared, true).isFree(function.body())) {
      return NOTHING_KNOWN;
    }
    if (parameters.isEmpty() || parameters.get(0).type() != ParameterType.ANY) {
      return new FilterAnalysis(true, Condition.always(), null);
    }
    Expression value = returned(function);
    if (value == null) {
      return new FilterAnalysis(true, Condition.always(), null);
    }
    ConditionReader reader = new ConditionReader(parameters.get(0).name(), arguments, isConstant);
    return new FilterAnalysis(true, reader.read(value, false), reader.firstRead(value));
  }

  private static @Nullable FunctionDefinition function(Script script) {
    if (script.statements().size() != 1
        || !(script.statements().get(0) instanceof Statement.ExpressionStatement statement)
        || !(statement.expression() instanceof Expression.Assignment assignment)
        || assignment.operator() != null
        || !(assignment.target() instanceof Expression.Variable)
        || !(assignment.value() instanceof Expression.Lambda lambda)) {
      return null;
    }
    return lambda.function();
  }

  /**
   * What a function that consists of one return returns, null of other functions: what they compare
   * depends on the way they take.
   */
  private static @Nullable Expression returned(FunctionDefinition function) {
    return function.body().size() == 1
            && function.body().get(0) instanceof Statement.Return returned
            && new EffectCheck(Set.of(), false).isFree(function.body())
        ? returned.value()
        : null;
  }
}
