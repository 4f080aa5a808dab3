package dev.sonatina.jx9.builtin;

/**
 * What a user wants to know about a builtin.
 *
 * @param name the name scripts use
 * @param topic what the function deals with, one or two words
 * @param signature the name with its arguments, optional ones in brackets
 * @param result what it gives, one or two sentences
 * @param example a script that shows it, with the same answer each time
 * @param output what the example prints
 */
public record FunctionDescription(
    String name, String topic, String signature, String result, String example, String output) {

  /** The same function under another name. */
  public FunctionDescription renamed(String other) {
    String call = "\\b" + name + "\\(";
    return new FunctionDescription(
        other,
        topic,
        signature.replaceFirst(call, other + "("),
        "Another name for " + name + ": " + result,
        example.replaceAll(call, other + "("),
        output);
  }

  FunctionDescription withExample(String newExample, String newOutput) {
    return new FunctionDescription(name, topic, signature, result, newExample, newOutput);
  }
}
