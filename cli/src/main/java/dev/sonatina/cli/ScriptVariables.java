package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.net.protocol.json.JsonFormatException;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import dev.sonatina.net.protocol.json.JsonValue.StringValue;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The variables that a script finds set, by the options {@code --arg}, {@code --argjson} and {@code
 * --slurpfile} of jq, and {@code $argv} with the operands behind the database.
 */
final class ScriptVariables {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Argument<List<String>> texts;
  private final Argument<List<String>> values;
  private final Argument<List<String>> files;
  private final Argument<List<String>> operands;

  /** Adds the options to a verb, and the operands behind those that it has. */
  ScriptVariables(Verb verb) {
    texts = pairs(verb, "--arg", "VALUE", "Set $NAME to a string.");
    values = pairs(verb, "--argjson", "JSON", "Set $NAME to what JSON says.");
    files =
        pairs(verb, "--slurpfile", "FILE", "Set $NAME to the list of the JSON values in a file.");
    operands =
        verb.operand("ARGUMENT", "What the script finds in the list $argv.")
            .optional()
            .listOf(String.class);
  }

  private static Argument<List<String>> pairs(
      Verb verb, String name, String label, String description) {
    return verb.option(name, "NAME " + label, description).words(2).listOf(String.class);
  }

  /**
   * The values of the variables, as JSON.
   *
   * @throws CliException if a name is none, or a text or file is not JSON
   */
  Map<String, String> read() {
    Map<String, String> variables = new LinkedHashMap<>();
    List<String> argv = operands.value();
    if (!argv.isEmpty()) {
      variables.put("argv", listOf(argv.stream().map(ScriptVariables::string).toList()));
    }
    addTo(variables, "--arg", texts, text -> JsonWriter.write(string(text)));
    addTo(variables, "--argjson", values, text -> JsonWriter.write(json("--argjson", text)));
    addTo(variables, "--slurpfile", files, ScriptVariables::valuesIn);
    return variables;
  }

  private static void addTo(
      Map<String, String> variables,
      String option,
      Argument<List<String>> given,
      UnaryOperator<String> json) {
    List<String> pairs = given.value();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      String name = pairs.get(i);
      if (!NAME.matcher(name).matches()) {
        throw new CliException(
            ExitCode.USAGE, option + ": '" + name + "' is no name of a variable (without the $)");
      }
      variables.put(name, json.apply(pairs.get(i + 1)));
    }
  }

  private static String valuesIn(String file) {
    String text = ScriptSource.ofFile(Path.of(file)).text();
    List<JsonValue> values = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (!line.isBlank()) {
        values.add(json(file, line));
      }
    }
    return listOf(values);
  }

  private static JsonValue string(String text) {
    return new StringValue(text);
  }

  private static String listOf(List<JsonValue> values) {
    return JsonWriter.write(new ArrayValue(values));
  }

  private static JsonValue json(String place, String text) {
    try {
      return JsonReader.read(text);
    } catch (JsonFormatException e) {
      throw new CliException(ExitCode.USAGE, place + ": no JSON: " + e.getMessage(), e);
    }
  }
}
