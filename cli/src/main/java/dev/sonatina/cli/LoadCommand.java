package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions.StoreType;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.interchange.JsonLinesReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/** Stores the records of a JSON Lines file in a collection. */
final class LoadCommand extends Verb {

  private final Stdio stdio;

  private final Argument<String> database = operand("DATABASE", "The database.").as(String.class);

  private final Argument<String> collection =
      operand("COLLECTION", "The collection in it.").as(String.class);

  private final Argument<String> file =
      operand("FILE", "JSON Lines, also compressed with gzip; - is standard input.")
          .as(String.class);

  private final Argument<Boolean> keepGoing =
      flag("--keep-going", "Pass over lines that are no records, and keep the others.");

  private final Argument<StoreType> store = StoreOption.addTo(this);

  LoadCommand(Stdio stdio) {
    super(
        "load",
        "Stores the records of a file, one JSON object per line, in a collection.",
        "Makes the database and the collection if there are none.");
    footer(
        "",
        "A line that is no record is an error, and then nothing of the file is kept.",
        "",
        "Example: sonatina load runs/today anomalies anomalies.jsonl.gz");
    this.stdio = stdio;
  }

  @Override
  public Integer call() {
    Load load = new Load(stdio, collection.value(), file.value(), keepGoing.value());
    try (InputStream source = load.open();
        JsonLinesReader lines = new JsonLinesReader(source);
        OpenedDatabase opened =
            DatabaseAddress.parseWritable(database.value(), store.value()).open(Access.CREATE)) {
      return load.into(opened.database(), lines).status();
    } catch (IOException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, load.name() + ": " + e.getMessage(), e);
    }
  }

  /** Loads a file into a database that is open already, as the command would without options. */
  static ExitCode load(Database target, String collection, String file, Stdio stdio)
      throws IOException {
    Load load = new Load(stdio, collection, file, false);
    try (InputStream source = load.open();
        JsonLinesReader lines = new JsonLinesReader(source)) {
      return load.into(target, lines);
    }
  }

  /** The loading of one file. */
  private record Load(Stdio stdio, String collection, String file, boolean keepGoing) {

    ExitCode into(Database target, JsonLinesReader lines) throws IOException {
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
        stdio.note(
            String.format(Locale.ROOT, "%,d records in %s", loader.storedCount(), collection));
      }
      return loader.refusedCount() == 0 ? ExitCode.DONE : ExitCode.SCRIPT_ERROR;
    }

    private boolean printRefusal(long lineNumber, SonatinaException reason) {
      String rest = keepGoing ? "" : " (nothing was loaded)";
      new FailureReport(stdio, true)
          .printPlace(name(), lineNumber, reason, reason.getMessage() + rest);
      return keepGoing;
    }

    String name() {
      return file.equals("-") ? "<stdin>" : file;
    }

    InputStream open() {
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
}
