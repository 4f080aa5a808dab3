package dev.sonatina.cli;

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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The variables that a script finds set, by the options {@code --arg}, {@code --argjson} and {@code
 * --slurpfile} of jq, and {@code $argv} with the operands behind the database.
 */
final class ScriptVariables {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final OptionSpec texts = option("--arg", "VALUE", "Set $NAME to a string.");
  private final OptionSpec values = option("--argjson", "JSON", "Set $NAME to what JSON says.");
  private final OptionSpec files =
      option("--slurpfile", "FILE", "Set $NAME to the list of the JSON values in a file.");
  private final PositionalParamSpec operands =
      PositionalParamSpec.builder()
          .index("1..*")
          .paramLabel("ARGUMENT")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .arity("0..*")
          .description("What the script finds in the list $argv.")
          .build();

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel("NAME " + label)
        .hideParamSyntax(true)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("2")
        .description(description)
        .build();
  }

  /** Adds the options to a verb. Without annotations, which Picocli takes long to look at. */
  void addTo(CommandSpec verb) {
    verb.addOption(texts).addOption(values).addOption(files).addPositional(operands);
  }

  /**
   * The values of the variables, as JSON.
   *
   * @throws CliException if a name is none, or a text or file is not JSON
   */
  Map<String, String> read() {
    Map<String, String> variables = new LinkedHashMap<>();
    List<String> argv = given(operands);
    if (!argv.isEmpty()) {
      variables.put("argv", listOf(argv.stream().map(ScriptVariables::string).toList()));
    }
    addTo(variables, texts, text -> JsonWriter.write(string(text)));
    addTo(variables, values, text -> JsonWriter.write(json("--argjson", text)));
    addTo(variables, files, ScriptVariables::valuesIn);
    return variables;
  }

  private static void addTo(
      Map<String, String> variables, OptionSpec option, UnaryOperator<String> json) {
    List<String> pairs = given(option);
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      String name = pairs.get(i);
      if (!NAME.matcher(name).matches()) {
        throw new CliException(
            ExitCode.USAGE,
            option.longestName() + ": '" + name + "' is no name of a variable (without the $)");
      }
      variables.put(name, json.apply(pairs.get(i + 1)));
    }
  }

  private static List<String> given(ArgSpec argument) {
    @Nullable List<String> given = argument.getValue();
    return given == null ? List.of() : given;
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
