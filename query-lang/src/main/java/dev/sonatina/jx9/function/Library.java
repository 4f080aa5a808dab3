package dev.sonatina.jx9.function;

import dev.sonatina.jx9.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A named set of native functions and constants. Immutable. */
public final class Library {
  private final String name;
  private final Map<String, NativeFunction> functions;
  private final Map<String, NativeConstant> constants;

  private Library(Builder builder) {
    this.name = builder.name;
    this.functions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.functions));
    this.constants = Collections.unmodifiableMap(new LinkedHashMap<>(builder.constants));
  }

  /** Starts a library of that name. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  public String name() {
    return name;
  }

  /** The functions by the names scripts use. */
  public Map<String, NativeFunction> functions() {
    return functions;
  }

  /** The constants by the names scripts use. */
  public Map<String, NativeConstant> constants() {
    return constants;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects the parts of a library. */
  public static final class Builder {
    private final String name;
    private final Map<String, NativeFunction> functions = new LinkedHashMap<>();
    private final Map<String, NativeConstant> constants = new LinkedHashMap<>();

    private Builder(String name) {
      this.name = name;
    }

    /** Adds a function under a name that is not taken. */
    public Builder function(String functionName, NativeFunction function) {
      if (functions.putIfAbsent(functionName, function) != null) {
        throw new IllegalArgumentException(
            "function defined twice in " + name + ": " + functionName);
      }
      return this;
    }

    /** Adds a constant under a name that is not taken. */
    public Builder constant(String constantName, NativeConstant constant) {
      if (constants.putIfAbsent(constantName, constant) != null) {
        throw new IllegalArgumentException(
            "constant defined twice in " + name + ": " + constantName);
      }
      return this;
    }

    /** Adds a constant of a fixed value. */
    public Builder constant(String constantName, Value value) {
      return constant(constantName, NativeConstant.of(value));
    }

    /** The library of what was added. */
    public Library build() {
      return new Library(this);
    }
  }
}
