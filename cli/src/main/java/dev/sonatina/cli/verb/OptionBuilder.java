package dev.sonatina.cli.verb;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * Says more of an option. What makes it, and adds it to its verb, is {@link #as}, {@link #listOf}
 * or {@link #flag}.
 */
public final class OptionBuilder {

  private final CommandSpec verb;
  private final String names;
  private final OptionSpec.Builder option;

  OptionBuilder(CommandSpec verb, String names, String label, String description) {
    this.verb = verb;
    this.names = names;
    option = OptionSpec.builder(names.split(", ")).paramLabel(label).description(description);
  }

  /** The value if none is given, as a user would write it. */
  public OptionBuilder orElse(String byDefault) {
    option.defaultValue(byDefault);
    return this;
  }

  /** It must be given. */
  public OptionBuilder required() {
    option.required(true);
    return this;
  }

  /** Whether help leaves it out. */
  public OptionBuilder hidden(boolean isHidden) {
    option.hidden(isHidden);
    return this;
  }

  /** It may stand before and behind the verbs below its own. */
  public OptionBuilder inherited() {
    option.scopeType(ScopeType.INHERIT);
    return this;
  }

  /** Each use takes so many words, which the label names. */
  public OptionBuilder words(int count) {
    option.arity(String.valueOf(count)).hideParamSyntax(true);
    return this;
  }

  /** One word holds several values, which the label shows. */
  public OptionBuilder separatedBy(String separator) {
    option.splitRegex(separator).hideParamSyntax(true);
    return this;
  }

  /** Values are read by this, and not as is usual for their type. */
  public OptionBuilder readBy(ITypeConverter<?> converter) {
    option.converters(converter);
    return this;
  }

  /** An option with one value of this type, such as a string, number, path or enum. */
  public <T> Argument<T> as(Class<T> type) {
    option.type(type);
    return add(new Argument<>(names, null));
  }

  /** An option that may be given several times, each with a value of this type. */
  public <T> Argument<List<T>> listOf(Class<T> type) {
    option.type(List.class).auxiliaryTypes(type);
    return add(new Argument<>(names, List.of()));
  }

  /** An option that is there or not. */
  public Argument<Boolean> flag() {
    option.type(Boolean.class).arity("0").defaultValue("false");
    return add(new Argument<>(names, false));
  }

  private <T> Argument<T> add(Argument<T> argument) {
    verb.addOption(option.getter(argument.binding()).setter(argument.binding()).build());
    return argument;
  }
}
