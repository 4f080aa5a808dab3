package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions.StoreType;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.interchange.RecordFormat;
import dev.sonatina.engine.interchange.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Stores the records of a file in a collection. */
final class LoadCommand extends Verb {

  private final Stdio stdio;

  private final Argument<String> database = operand("DATABASE", "The database.").as(String.class);

  private final Argument<String> collection =
      operand("COLLECTION", "The collection in it.").as(String.class);

  private final Argument<String> file =
      operand("FILE", "The file, also compressed with gzip; - is standard input.").as(String.class);

  private final Argument<Boolean> keepGoing =
      flag("--keep-going", "Pass over what is no record, and keep the others.");

  private final Argument<RecordFormat> format =
      option("--format", "FORMAT", "jsonl, json or csv (default: by the name or the beginning).")
          .as(RecordFormat.class);

  private final Argument<StoreType> store = StoreOption.addTo(this);

  LoadCommand(Stdio stdio) {
    super(
        "load",
        "Stores the records of a file in a collection: JSON Lines, JSON or CSV.",
        "Makes the database and the collection if there are none.");
    footer(
        "",
        "JSON is an array of records, or records one after the other. CSV has the names of members"
            + " in its first row; numbers, true and false are taken for such, and an empty field"
            + " for no member.",
        "",
        "A record that is wrong is an error, and then nothing of the file is kept. In a collection"
            + " that is empty, records keep the ids that they bring (__id), gaps included, as long"
            + " as these ascend.",
        "",
        "Example: sonatina load runs/today anomalies anomalies.jsonl.gz",
        "         sonatina filter old.db calls true | sonatina load new.db calls -");
    this.stdio = stdio;
  }

  @Override
  public Integer call() {
    Load load =
        new Load(stdio, collection.value(), file.value(), format.orNull(), keepGoing.value());
    try (RecordReader records = load.open();
        OpenedDatabase opened =
            DatabaseAddress.parseWritable(database.value(), store.value()).open(Access.CREATE)) {
      return load.into(opened.database(), records).status();
    } catch (IOException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, load.name() + ": " + e.getMessage(), e);
    }
  }

  /** Loads a file into a database that is open already, as the command would without options. */
  static ExitCode load(Database target, String collection, String file, Stdio stdio)
      throws IOException {
    Load load = new Load(stdio, collection, file, null, false);
    try (RecordReader records = load.open()) {
      return load.into(target, records);
    }
  }

  /**
   * The loading of one file.
   *
   * @param format null to find it out
   */
  private record Load(
      Stdio stdio,
      String collection,
      String file,
      @Nullable RecordFormat format,
      boolean keepGoing) {

    ExitCode into(Database target, RecordReader records) throws IOException {
      boolean kept;
      Loader loader;
      try (ProgressBar progress =
          new ProgressBar(stdio, "loading", totalBytes(), ProgressBar.PATIENCE_NANOS)) {
        loader =
            new Loader(
                target,
                collection,
                this::printRefusal,
                stored -> progress.update(records.bytesRead(), stored));
        kept = loader.load(records);
      }
      if (!kept) {
        return ExitCode.REFUSED;
      }
      if (stdio.isTerminal(Stdio.Stream.ERR)) {
        stdio.note(
            String.format(Locale.ROOT, "%,d records in %s", loader.storedCount(), collection));
      }
      if (loader.remarkOnIds() != null) {
        stdio.note(name() + ":" + loader.remarkOnIds());
      }
      return loader.refusedCount() == 0 ? ExitCode.DONE : ExitCode.SCRIPT_ERROR;
    }

    private boolean printRefusal(LoadedText record, SonatinaException reason) {
      String rest = keepGoing ? "" : " (nothing was loaded)";
      new FailureReport(stdio, true)
          .printPlace(
              name(),
              record.lineOf(reason),
              record.columnOf(reason),
              reason.code(),
              reason.getMessage() + rest);
      return keepGoing;
    }

    String name() {
      return file.equals("-") ? "<stdin>" : file;
    }

    RecordReader open() throws IOException {
      if (file.equals("-")) {
        return RecordReader.open(stdio.in(), format, file);
      }
      InputStream source;
      try {
        source = Files.newInputStream(Path.of(file));
      } catch (IOException e) {
        throw UnreadableFile.of(Path.of(file), e);
      }
      return RecordReader.open(source, format, file);
    }

    private OptionalLong totalBytes() throws IOException {
      return file.equals("-") ? OptionalLong.empty() : OptionalLong.of(Files.size(Path.of(file)));
    }
  }
}
