package dev.sonatina.cli.bench;

import dev.sonatina.cli.verb.Verb;
import java.io.PrintStream;

/**
 * The verb {@code bench}: measures one part of Sonatina, and another program beside it if asked to.
 */
public final class BenchCommand extends Verb {

  /** The verb with its parts; their tables go to {@code out}. */
  public BenchCommand(PrintStream out) {
    super("bench", "Measures speed, each figure in one run; machines differ, so quote ratios.");
    spec().usageMessage().synopsisSubcommandLabel("WHAT");
    add(new BenchJx9Command(out));
    add(new BenchFilterCommand(out));
    add(new BenchServerCommand(out));
    add(new BenchOverloadCommand(out));
  }

  @Override
  public Integer call() {
    throw wrongUse("bench needs to know what to measure, such as: sonatina bench jx9");
  }
}
