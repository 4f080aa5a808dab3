package dev.sonatina.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of options that the command line does not give: the option {@code --wait-ready} is set by
 * the variable {@code SONATINA_WAIT_READY}, else by a line {@code wait-ready=…} of the file {@code
 * ~/.sonatinarc}, or {@code ping.wait-ready=…} for one verb alone. What a verb is to do, its
 * operands and scripts, comes from the command line only.
 */
final class Settings implements IDefaultValueProvider {

  /** Leaves the file alone. */
  static final String NO_FILE = "--norc";

  /** The file to read instead of that in the home directory. */
  static final String FILE_VARIABLE = "SONATINA_RC";

  private static final String FILE_NAME = ".sonatinarc";
  private static final String VARIABLE_PREFIX = "SONATINA_";
  private static final Set<String> FROM_COMMAND_LINE_ONLY =
      Set.of(
          "help", "version", "code", "file", "arg", "argjson", "slurpfile", "norc", "show-config");

  private final Map<String, String> environment;
  private final List<String> arguments;
  private final @Nullable Path file;
  private final Properties lines = new Properties();

  private Settings(Map<String, String> environment, List<String> arguments, @Nullable Path file) {
    this.environment = environment;
    this.arguments = arguments;
    this.file = file;
  }

  /**
   * The settings for a run with these arguments.
   *
   * @param home the directory with the file; null if there is none
   * @throws CliException if there is a file that cannot be read
   */
  static Settings read(Map<String, String> environment, @Nullable Path home, String... arguments) {
    String named = environment.getOrDefault(FILE_VARIABLE, "");
    Path usual = home == null ? null : home.resolve(FILE_NAME);
    Path file = named.isEmpty() ? usual : Path.of(named);
    Settings settings = new Settings(environment, Arrays.asList(arguments), file);
    boolean isWanted = !settings.arguments.contains(NO_FILE);
    if (isWanted && file != null && (!named.isEmpty() || Files.exists(file))) {
      try (Reader reader = Files.newBufferedReader(file)) {
        settings.lines.load(reader);
      } catch (IOException e) {
        throw UnreadableFile.of(file, e);
      } catch (IllegalArgumentException e) {
        throw new CliException(ExitCode.USAGE, file + ": " + e.getMessage(), e);
      }
    }
    return settings;
  }

  /** What sets an option that the command line does not give; null if nothing does. */
  @Nullable Source sourceOf(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    String name = nameOf(option);
    if (FROM_COMMAND_LINE_ONLY.contains(name)) {
      return null;
    }
    String variable = VARIABLE_PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT);
    String value = environment.get(variable);
    if (value != null) {
      return new Source(value, "$" + variable);
    }
    String verb = option.command() == null ? "" : option.command().name();
    for (String key : new String[] {verb + "." + name, name}) {
      String line = lines.getProperty(key);
      if (line != null) {
        return new Source(line, file + ": " + key);
      }
    }
    return null;
  }

  /**
   * Where a value comes from.
   *
   * @param place what a person would look at to change it
   */
  record Source(String value, String place) {}

  /** An option's name as it stands in the file. */
  static String nameOf(OptionSpec option) {
    String name = option.longestName();
    return name.substring(name.startsWith("--") ? 2 : 1);
  }

  /** An option of the command line wins: Picocli would take a flag that is given twice back. */
  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    Source source = isGiven(argument) ? null : sourceOf(argument);
    return source == null ? null : source.value();
  }

  private boolean isGiven(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      for (String name : option.names()) {
        if (arguments.contains(name)) {
          return true;
        }
      }
    }
    return false;
  }
}
