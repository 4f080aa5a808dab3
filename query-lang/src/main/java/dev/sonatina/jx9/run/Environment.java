package dev.sonatina.jx9.run;

import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.function.NativeConstant;
import dev.sonatina.jx9.function.NativeFunction;
import dev.sonatina.jx9.value.StringValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The native functions and constants that scripts find. Immutable. Of two with one name, the one of
 * the later library counts.
 */
public final class Environment {
  private final Map<StringValue, NativeFunction> functions = new HashMap<>();
  private final Map<StringValue, NativeConstant> constants = new HashMap<>();
  private final @Nullable ProgramExtender extender;

  /**
   * What these libraries offer.
   *
   * @param extender lets scripts include others; null if they cannot
   */
  public Environment(List<Library> libraries, @Nullable ProgramExtender extender) {
    this.extender = extender;
    for (Library library : libraries) {
      library
          .functions()
          .forEach((name, function) -> functions.put(StringValue.of(name), function));
      library
          .constants()
          .forEach((name, constant) -> constants.put(StringValue.of(name), constant));
    }
  }

  /** What includes scripts, null if nothing does. */
  public @Nullable ProgramExtender extender() {
    return extender;
  }

  @Nullable NativeFunction function(StringValue name) {
    return functions.get(name);
  }

  /** The constant of that name, null if there is none. */
  public @Nullable NativeConstant constant(StringValue name) {
    return constants.get(name);
  }

  Set<StringValue> functionNames() {
    return functions.keySet();
  }

  Set<StringValue> constantNames() {
    return constants.keySet();
  }
}
