package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.query.DatabaseFunctions;
import dev.sonatina.jx9.builtin.FunctionDescription;
import dev.sonatina.jx9.builtin.StandardLibrary;
import dev.sonatina.net.sonata.script.SonataFunctions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what the builtin functions of Jx9 take and give. */
final class FunctionsCommand extends Verb {

  private static final int LINE_WIDTH = 96;

  /** Where the functions are that not every script has, by the first word of their topic. */
  private static final Map<String, String> WHERE =
      Map.of(
          "host", "in the shell with --allow-host, and in Java programs that ask for them",
          "math", "in Java programs that ask for them: Sonata's build has none of them",
          "hash", "in Java programs that add them: Sonata's build has none of them",
          "server",
              "on a server; $db of the example is {address: …, provider_id: …, database_name: …}");

  private final Stdio stdio;

  private final Argument<String> name =
      operand("NAME", "The function, or a part of its name.").optional().as(String.class);

  FunctionsCommand(Stdio stdio) {
    super("functions", "Describes the builtin functions of Jx9: arguments, result and an example.");
    footer(
        "",
        "Without NAME it lists all of them by topic. A part of a name shows all that contain it.",
        "",
        "Example: sonatina functions substr");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    List<FunctionDescription> all = new ArrayList<>(StandardLibrary.descriptions());
    all.addAll(DatabaseFunctions.descriptions());
    all.addAll(SonataFunctions.descriptions());
    String wanted = name.orNull();
    if (wanted == null) {
      listByTopic(all);
      return ExitCode.DONE.status();
    }
    List<FunctionDescription> chosen = chosen(all, wanted);
    if (chosen.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          "no builtin function is called '"
              + wanted
              + "'"
              + NearestWord.hint(wanted, all.stream().map(FunctionDescription::name).toList())
              + " (sonatina functions lists all)");
    }
    for (FunctionDescription function : chosen) {
      describe(function);
    }
    return ExitCode.DONE.status();
  }

  /** The function of that very name, or else all whose names contain it. */
  private static List<FunctionDescription> chosen(List<FunctionDescription> all, String name) {
    List<FunctionDescription> exact = all.stream().filter(f -> f.name().equals(name)).toList();
    if (!exact.isEmpty()) {
      return exact;
    }
    String part = name.toLowerCase(Locale.ROOT);
    return all.stream().filter(f -> f.name().contains(part)).toList();
  }

  private void listByTopic(List<FunctionDescription> all) throws IOException {
    Map<String, List<String>> topics = new LinkedHashMap<>();
    for (FunctionDescription function : all) {
      topics.computeIfAbsent(function.topic(), topic -> new ArrayList<>()).add(function.name());
    }
    for (Map.Entry<String, List<String>> topic : topics.entrySet()) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-14s", topic.getKey()));
      for (String function : topic.getValue()) {
        if (line.length() + function.length() > LINE_WIDTH) {
          writeLine(line.toString().stripTrailing());
          line.setLength(0);
          line.append(" ".repeat(14));
        }
        line.append(function).append(' ');
      }
      writeLine(line.toString().stripTrailing());
    }
  }

  private void describe(FunctionDescription function) throws IOException {
    writeLine(function.signature());
    writeLine("    " + function.result());
    if (!function.example().isEmpty()) {
      writeLine("    example  " + function.example());
      writeLine(
          "    prints   " + function.output().stripTrailing().replace("\n", "\n             "));
    }
    String where = WHERE.get(function.topic().split(" ", 2)[0]);
    if (where != null) {
      writeLine("    only     " + where);
    }
  }

  private void writeLine(String line) throws IOException {
    stdio.out().writeLine(line.getBytes(StandardCharsets.UTF_8));
  }
}
