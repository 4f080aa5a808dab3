package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the records that a filter function selects, while it finds them. */
@Command(
    name = "filter",
    description = "Prints the records that a filter function selects.",
    footer = {
      "",
      "Without an option for the form it is a table on a terminal, otherwise JSON Lines.",
      "",
      "Example: sonatina filter runs/today anomalies 'function($r) { return $r.rid == 4; }'"
    })
final class FilterCommand implements Callable<Integer> {

  private final Stdio stdio;

  @Parameters(paramLabel = "DATABASE", description = "The database.")
  private String database = "";

  @Parameters(paramLabel = "COLLECTION", description = "The collection in it.")
  private String collection = "";

  @Parameters(
      paramLabel = "FUNCTION",
      description = "A Jx9 function of one record, such as 'function($r) { return true; }'.")
  private String function = "";

  @Option(
      names = "--allow-host",
      description = "Let the function use this machine: files, environment, other scripts.")
  private boolean allowHost;

  @Mixin private OutputOption form = new OutputOption();

  @Mixin private LimitOption limits = new LimitOption();

  FilterCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    ScriptSource source = ScriptSource.ofFunction(function);
    try (OpenedDatabase opened =
            DatabaseAddress.parse(database)
                .open(Access.READ, new ScriptSettings(allowHost, limits));
        Records records = opened.database().collection(collection).filter(function);
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
