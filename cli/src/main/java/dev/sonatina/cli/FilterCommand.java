package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptException;
import java.io.IOException;

/** Prints the records that a filter function selects, while it finds them. */
final class FilterCommand extends Verb {

  private final Stdio stdio;

  private final Argument<String> database = operand("DATABASE", "The database.").as(String.class);

  private final Argument<String> collection =
      operand("COLLECTION", "The collection in it.").as(String.class);

  private final Argument<String> function =
      operand(
              "FUNCTION",
              "A Jx9 function of one record, such as 'function($r) { return $r.us > 9; }', or shortly"
                  + " what it returns, 'us > 9', where names are members; true for all records.")
          .as(String.class);

  private final Argument<Boolean> allowHost =
      flag("--allow-host", "Let the function use this machine: files, environment, other scripts.");

  private final OutputOption form = new OutputOption(this);

  private final LimitOption limits = new LimitOption(this);

  FilterCommand(Stdio stdio) {
    super("filter", "Prints the records that a filter function selects.");
    footer(
        "",
        "Without an option for the form it is a table on a terminal, otherwise JSON Lines.",
        "",
        "Example: sonatina filter runs/today anomalies 'rid == 4 && func != \"main\"'");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    ScriptSource source = ScriptSource.ofFunction(function.value());
    try (OpenedDatabase opened =
            DatabaseAddress.parse(database.value())
                .open(Access.READ, new ScriptSettings(allowHost.value(), limits));
        Records records = opened.database().collection(collection.value()).filter(source.text());
        RecordOutput output = new RecordOutput(stdio, form)) {
      for (Record record : records) {
        output.print(record);
      }
      output.end();
      return ExitCode.DONE.status();
    } catch (ScriptException e) {
      throw new ScriptFailure(source, e);
    }
  }
}
