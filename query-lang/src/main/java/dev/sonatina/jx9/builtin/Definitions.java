package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.function.NativeFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects functions of one library together with their descriptions. */
final class Definitions {
  private final Library.Builder library;
  private final List<FunctionDescription> descriptions = new ArrayList<>();
  private final Map<String, NativeFunction> byName = new HashMap<>();
  private String topic = "";

  Definitions(Library.Builder library) {
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
    String script = example.isEmpty() || example.contains(";") ? example : "print " + example + ";";
    add(new FunctionDescription(name, topic, signature, result, script, output), function);
    return this;
  }

  /** Adds another name for a function defined before. */
  Definitions alias(String name, String original) {
    NativeFunction function = byName.get(original);
    if (function == null) {
      throw new IllegalArgumentException("alias of an unknown function: " + original);
    }
    String result = "Another name for " + original + ".";
    add(new FunctionDescription(name, topic, name + "(…)", result, "", ""), function);
    return this;
  }

  private void add(FunctionDescription description, NativeFunction function) {
    library.function(description.name(), function);
    byName.put(description.name(), function);
    descriptions.add(description);
  }

  /** The descriptions in order of definition. */
  List<FunctionDescription> descriptions() {
    return Collections.unmodifiableList(descriptions);
  }
}
