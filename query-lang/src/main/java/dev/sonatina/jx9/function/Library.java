package dev.sonatina.jx9.function;

import dev.sonatina.jx9.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A named set of native functions and constants. Immutable.
 *
 * <p>Functions come in parts, which are made when somebody looks for a name: a short script would
 * otherwise take longer to make the functions that it does not call than to run.
 */
public final class Library {

  /** Some functions of a library: hands each with its name to whoever asks. Thread-safe. */
  public interface Part extends Consumer<BiConsumer<String, NativeFunction>> {}

  private final String name;
  private final List<Part> parts;
  private final Map<String, NativeConstant> constants;

  private Library(Builder builder) {
    this.name = builder.name;
    this.parts = List.copyOf(builder.allParts());
    this.constants = Collections.unmodifiableMap(new LinkedHashMap<>(builder.constants));
  }

  /** Starts a library of that name. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  public String name() {
    return name;
  }

  /** The parts that together have all functions, each under a name of its own. */
  public List<Part> parts() {
    return parts;
  }

  /**
   * The functions by the names scripts use, made anew.
   *
   * @throws IllegalArgumentException if two parts have a function of one name
   */
  public Map<String, NativeFunction> functions() {
    Builder all = new Builder(name);
    parts.forEach(part -> part.accept(all::function));
    return Collections.unmodifiableMap(all.functions);
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
    private final List<Part> parts = new ArrayList<>();
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

    /** Adds functions that are made when they are looked for. */
    public Builder part(Part part) {
      parts.add(part);
      return this;
    }

    private List<Part> allParts() {
      List<Part> all = new ArrayList<>(parts);
      if (!functions.isEmpty()) {
        all.add(new LinkedHashMap<>(functions)::forEach);
      }
      return all;
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
