package dev.sonatina.cli.verb;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A verb of the command: its name, what its help says, its arguments, and what it does.
 *
 * <p>Each argument is a field, from which {@link #call} reads the value:
 *
 * <pre>{@code
 * private final Argument<String> database = operand("DATABASE", "The database.").as(String.class);
 * private final Argument<Boolean> create = flag("--create", "Make it if there is none.");
 * }</pre>
 *
 * <p>Picocli reads the arguments. It is given objects and not annotations, since looking at those
 * takes a quarter of a short command's time.
 */
public abstract class Verb implements Callable<Integer> {

  private final CommandSpec spec;

  /**
   * A verb without arguments.
   *
   * @param name the word by which users call it
   * @param description what its help says first, a paragraph each
   */
  @SuppressWarnings("this-escape") // Picocli calls it, but no earlier than there are arguments.
  protected Verb(String name, String... description) {
    spec = CommandSpec.wrapWithoutInspection(this).name(name);
    spec.usageMessage().description(description);
  }

  /**
   * Does what the verb is for; the arguments have their values by then.
   *
   * @return the exit code
   */
  @Override
  public abstract Integer call() throws Exception;

  /** What its help shows as its use, instead of all arguments. */
  protected final void synopsis(String... lines) {
    spec.usageMessage().customSynopsis(lines);
  }

  /** The lines at the end of the help, usually with an example. */
  protected final void footer(String... lines) {
    spec.usageMessage().footer(lines);
  }

  /** The next argument without a name of its own. */
  public final OperandBuilder operand(String label, String description) {
    return new OperandBuilder(spec, label, description);
  }

  /**
   * An option with a value.
   *
   * @param names all its names as help shows them, such as {@code "-f, --file"}
   * @param label what stands for the value in the help
   */
  public final OptionBuilder option(String names, String label, String description) {
    return new OptionBuilder(spec, names, label, description);
  }

  /** An option without a value; {@link OptionBuilder#flag} makes it. */
  public final OptionBuilder option(String names, String description) {
    return option(names, "", description);
  }

  /** An option that is there or not. */
  public final Argument<Boolean> flag(String names, String description) {
    return option(names, description).flag();
  }

  /** Whether an option of this name was declared. */
  public final boolean hasOption(String name) {
    return spec.optionsMap().containsKey(name);
  }

  /** Takes in a verb that may be named behind this one. */
  public final void add(Verb part) {
    spec.addSubcommand(part.spec.name(), part.commandLine());
  }

  /** Picocli's model, for what few verbs need. */
  protected final CommandSpec spec() {
    return spec;
  }

  /** What reads the arguments and then calls this. */
  public final CommandLine commandLine() {
    return new CommandLine(spec).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** To be thrown when arguments are missing or do not go together. */
  protected final ParameterException wrongUse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** To be thrown when an argument has a value that it cannot have, as the cause says. */
  protected final ParameterException wrongUse(IllegalArgumentException cause) {
    return new ParameterException(spec.commandLine(), String.valueOf(cause.getMessage()), cause);
  }
}
