package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions.StoreType;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.SonatinaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs scripts against a database; what they print is all that goes to standard output. */
final class RunCommand extends Verb {

  private final Stdio stdio;

  /** In the order of the options; read once all of them are known to be right. */
  private final List<Supplier<ScriptSource>> given = new ArrayList<>();

  private final Argument<String> database =
      operand("DATABASE", "The database (default: an empty one in memory).")
          .orElse(":mem:")
          .as(String.class);

  private final Argument<Boolean> create =
      flag(
          "--create",
          "Make the database if there is none; not needed if the script calls db_create.");

  private final Argument<Boolean> readOnly = flag("--readonly", "Refuse every write.");

  private final Argument<Boolean> allowHost =
      flag(
          "--allow-host",
          "Let scripts use this machine: files, environment, include and import of other scripts.");

  private final LimitOption limits = new LimitOption(this);

  private final Argument<StoreType> store = StoreOption.addTo(this);

  private final ScriptVariables variables = new ScriptVariables(this);

  RunCommand(Stdio stdio) {
    super("run", "Runs Jx9 scripts and prints what they print.");
    footer(
        "",
        "Without -c and -f the script is read from standard input. Several run in order; the first"
            + " error ends it. A script that calls exit(N) gives the exit code N.",
        "",
        "Example: sonatina run runs/today -c 'print db_total_records(\"anomalies\");'");
    this.stdio = stdio;
    option("-c, --code", "CODE", "Jx9 code to run.")
        .listOf(String.class)
        .whenRead(code -> addNewest(code, text -> ScriptSource.ofArgument("-c", text)));
    option("-f, --file", "FILE", "A file with Jx9 code to run; - is standard input.")
        .listOf(String.class)
        .whenRead(files -> addNewest(files, this::sourceOf));
  }

  /** The values are all that were read so far of the option, at first none. */
  private void addNewest(List<String> values, Function<String, ScriptSource> reading) {
    if (!values.isEmpty()) {
      String newest = values.get(values.size() - 1);
      given.add(() -> reading.apply(newest));
    }
  }

  @Override
  public Integer call() {
    if (given.isEmpty()) {
      if (stdio.isTerminal(Stdio.Stream.IN)) {
        stdio.note("type a Jx9 script; Ctrl-D at the start of a line runs it");
      }
      given.add(() -> sourceOf("-"));
    }
    List<ScriptSource> sources = given.stream().map(Supplier::get).toList();
    Map<String, String> set = variables.read();
    DatabaseAddress address = DatabaseAddress.parse(database.value(), store.value());
    try (OpenedDatabase opened =
        address.openOrSayHow(access(sources), new ScriptSettings(allowHost.value(), limits))) {
      int status = 0;
      for (ScriptSource source : sources) {
        status = run(opened.database(), source, set);
        if (status != 0) {
          break;
        }
      }
      return status;
    }
  }

  private int run(Database target, ScriptSource source, Map<String, String> set) {
    ScriptRequest request = ScriptRequest.of(source.text()).outputTo(stdio.out());
    set.forEach(request::argument);
    try {
      ScriptResult result = target.execute(request);
      return result.exitStatus() & 0xff;
    } catch (SonatinaException e) {
      throw new ScriptFailure(source, e);
    }
  }

  /**
   * A path mistyped should not leave a database behind; a script that creates collections means it.
   */
  private Access access(List<ScriptSource> sources) {
    if (readOnly.value()) {
      return Access.READ;
    }
    boolean creates = sources.stream().anyMatch(source -> source.text().contains("db_create"));
    return create.value() || creates ? Access.CREATE : Access.WRITE;
  }

  private ScriptSource sourceOf(String file) {
    return file.equals("-")
        ? ScriptSource.ofStandardInput(stdio)
        : ScriptSource.ofFile(Path.of(file));
  }
}
