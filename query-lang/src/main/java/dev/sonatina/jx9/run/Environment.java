package dev.sonatina.jx9.run;

import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.function.NativeConstant;
import dev.sonatina.jx9.function.NativeFunction;
import dev.sonatina.jx9.value.StringValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The native functions and constants that scripts find. Thread-safe, and always the same to those
 * who ask. Of two with one name, the one of the later library counts.
 */
public final class Environment {
  private final Map<StringValue, NativeFunction> functions = new ConcurrentHashMap<>();
  private final Map<StringValue, NativeConstant> constants = new HashMap<>();
  private final @Nullable ProgramExtender extender;

  /** Parts that nobody needed yet, those of later libraries first. Guarded by itself. */
  private final Deque<Library.Part> partsLeft = new ArrayDeque<>();

  private volatile boolean isComplete;

  /**
   * What these libraries offer.
   *
   * @param extender lets scripts include others; null if they cannot
   */
  public Environment(List<Library> libraries, @Nullable ProgramExtender extender) {
    this.extender = extender;
    for (Library library : libraries) {
      library
          .constants()
          .forEach((name, constant) -> constants.put(StringValue.of(name), constant));
    }
    for (int i = libraries.size() - 1; i >= 0; i--) {
      partsLeft.addAll(libraries.get(i).parts());
    }
  }

  /** What includes scripts, null if nothing does. */
  public @Nullable ProgramExtender extender() {
    return extender;
  }

  @Nullable NativeFunction function(StringValue name) {
    NativeFunction known = functions.get(name);
    return known != null || isComplete ? known : search(name);
  }

  /** Makes part after part until one has the function, or all are made if none has it. */
  private @Nullable NativeFunction search(@Nullable StringValue name) {
    synchronized (partsLeft) {
      NativeFunction found = name == null ? null : functions.get(name);
      while (found == null && !partsLeft.isEmpty()) {
        partsLeft
            .remove()
            .accept((each, function) -> functions.putIfAbsent(StringValue.of(each), function));
        found = name == null ? null : functions.get(name);
      }
      isComplete = partsLeft.isEmpty();
      return found;
    }
  }

  /** The constant of that name, null if there is none. */
  public @Nullable NativeConstant constant(StringValue name) {
    return constants.get(name);
  }

  Set<StringValue> functionNames() {
    search(null);
    return functions.keySet();
  }

  Set<StringValue> constantNames() {
    return constants.keySet();
  }
}
