package dev.sonatina.cli;

import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.net.rpc.RpcLimits;
import dev.sonatina.net.server.ServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Prints what scripts and connections may use. */
final class LimitsCommand extends Verb {

  private final Stdio stdio;

  private final LimitOption limits = new LimitOption(this);

  LimitsCommand(Stdio stdio) {
    super(
        "limits",
        "Lists what databases, scripts and connections may use, by default or as set here.");
    footer(
        "",
        "The verbs run, filter and serve have the option --limit too; that of serve also sets the limits"
            + " of a server, the second part of the list. For a script 0 means no limit, or the highest there is."
            + " Scripts that run here, and not on a server, have no limit of time and output unless one is set."
            + " By default memory is at most an eighth of Java's heap, and the source at most a 1,024th; all"
            + " databases of a server have half of the heap together, those opened here no such limit.",
        "",
        "--limit hostile sets what suits clients that are not trusted, before other settings.",
        "",
        "Example: sonatina limits --limit memory-bytes=1000000");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    print(limits.ofServer(ServerOptions.defaultOpenOptions()), stdio);
    stdio.out().writeLine(new byte[0]);
    print(ServerLimitNames.ALL, limits.ofServer(RpcLimits.defaults()), stdio);
    return ExitCode.DONE.status();
  }

  /** Prints these limits, one a line. */
  static void print(OpenOptions chosen, Stdio stdio) throws IOException {
    print(DatabaseLimitNames.ALL, chosen, stdio);
  }

  private static <L> void print(List<Limit<L>> all, L chosen, Stdio stdio) throws IOException {
    for (Limit<L> limit : all) {
      String line =
          String.format(
              Locale.ROOT, "%-24s%12d  %s", limit.label(), limit.of(chosen), limit.meaning());
      stdio.out().writeLine(line.getBytes(StandardCharsets.UTF_8));
    }
  }
}
