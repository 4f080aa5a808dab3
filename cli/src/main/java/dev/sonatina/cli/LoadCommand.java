package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.interchange.JsonLinesReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stores the records of a JSON Lines file in a collection. */
@Command(
    name = "load",
    description = {
      "Stores the records of a file, one JSON object per line, in a collection.",
      "Makes the database and the collection if there are none."
    },
    footer = {
      "",
      "A line that is no record is an error, and then nothing of the file is kept.",
      "",
      "Example: sonatina load runs/today anomalies anomalies.jsonl.gz"
    })
final class LoadCommand implements Callable<Integer> {

  private final Stdio stdio;

  @Parameters(paramLabel = "DATABASE", description = "The database.")
  private String database = "";

  @Parameters(paramLabel = "COLLECTION", description = "The collection in it.")
  private String collection = "";

  @Parameters(
      paramLabel = "FILE",
      description = "JSON Lines, also compressed with gzip; - is standard input.")
  private String file = "";

  @Option(
      names = "--keep-going",
      description = "Pass over lines that are no records, and keep the others.")
  private boolean keepGoing;

  @Mixin private StoreOption store = new StoreOption();

  LoadCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() {
    try (InputStream source = open();
        JsonLinesReader lines = new JsonLinesReader(source);
        OpenedDatabase opened =
            DatabaseAddress.parseWritable(database, store.type()).open(Access.CREATE)) {
      return load(opened.database(), lines).status();
    } catch (IOException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, name() + ": " + e.getMessage(), e);
    }
  }

  /** Loads a file into a database that is open already, as the command would without options. */
  static ExitCode load(Database target, String collection, String file, Stdio stdio)
      throws IOException {
    LoadCommand command = new LoadCommand(stdio);
    command.collection = collection;
    command.file = file;
    try (InputStream source = command.open();
        JsonLinesReader lines = new JsonLinesReader(source)) {
      return command.load(target, lines);
    }
  }

  private ExitCode load(Database target, JsonLinesReader lines) throws IOException {
    boolean kept;
    Loader loader;
    try (ProgressBar progress =
        new ProgressBar(stdio, "loading", totalBytes(), ProgressBar.PATIENCE_NANOS)) {
      loader =
          new Loader(
              target,
              collection,
              this::printRefusal,
              stored -> progress.update(lines.bytesRead(), stored));
      kept = loader.load(lines);
    }
    if (!kept) {
      return ExitCode.REFUSED;
    }
    if (stdio.isTerminal(Stdio.Stream.ERR)) {
      stdio.note(String.format(Locale.ROOT, "%,d records in %s", loader.storedCount(), collection));
    }
    return loader.refusedCount() == 0 ? ExitCode.DONE : ExitCode.SCRIPT_ERROR;
  }

  private boolean printRefusal(long lineNumber, SonatinaException reason) {
    String rest = keepGoing ? "" : " (nothing was loaded)";
    new FailureReport(stdio, true)
        .printPlace(name(), lineNumber, reason, reason.getMessage() + rest);
    return keepGoing;
  }

  private String name() {
    return file.equals("-") ? "<stdin>" : file;
  }

  private InputStream open() {
    if (file.equals("-")) {
      return stdio.in();
    }
    try {
      return Files.newInputStream(Path.of(file));
    } catch (IOException e) {
      throw UnreadableFile.of(Path.of(file), e);
    }
  }

  private OptionalLong totalBytes() throws IOException {
    return file.equals("-") ? OptionalLong.empty() : OptionalLong.of(Files.size(Path.of(file)));
  }
}
