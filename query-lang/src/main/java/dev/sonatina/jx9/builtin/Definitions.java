package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.NativeFunction;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Collects functions of one library together with their descriptions. */
final class Definitions {
  private final BiConsumer<String, NativeFunction> library;
  private final Map<String, FunctionDescription> descriptions = new LinkedHashMap<>();
  private final Map<String, NativeFunction> byName = new HashMap<>();
  private String topic = "";

  /**
   * @param library what is handed each function with its name
   */
  Definitions(BiConsumer<String, NativeFunction> library) {
    this.library = library;
  }

  /** What the functions that follow deal with. */
  Definitions topic(String word) {
    this.topic = word;
    return this;
  }

  /**
   * Adds a function.
   *
   * @param signature its name and arguments
   * @param result what it gives
   * @param example an expression, or a script if it has a semicolon; empty for none
   * @param output what printing the expression, or running the script, shows
   */
  Definitions function(
      String signature, String result, String example, String output, NativeFunction function) {
    String name = signature.substring(0, signature.indexOf('('));
    add(new FunctionDescription(name, topic, signature, result, script(example), output), function);
    return this;
  }

  /** Adds another name for a function defined before. */
  Definitions alias(String name, String original) {
    NativeFunction function = byName.get(original);
    FunctionDescription known = descriptions.get(original);
    if (function == null || known == null) {
      throw new IllegalArgumentException("alias of an unknown function: " + original);
    }
    add(known.renamed(name), function);
    return this;
  }

  /** Gives a function defined before an example, see {@link #function}. */
  Definitions example(String name, String example, String output) {
    FunctionDescription known = descriptions.get(name);
    if (known == null) {
      throw new IllegalArgumentException("example of an unknown function: " + name);
    }
    descriptions.put(name, known.withExample(script(example), output));
    return this;
  }

  private static String script(String example) {
    return example.isEmpty() || example.contains(";") ? example : "print " + example + ";";
  }

  private void add(FunctionDescription description, NativeFunction function) {
    library.accept(description.name(), function);
    byName.put(description.name(), function);
    descriptions.put(description.name(), description);
  }

  /** The descriptions in order of definition. */
  List<FunctionDescription> descriptions() {
    return List.copyOf(descriptions.values());
  }
}
