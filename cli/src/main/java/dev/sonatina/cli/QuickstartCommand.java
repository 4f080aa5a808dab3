package dev.sonatina.cli;

import dev.sonatina.cli.sample.SampleData;
import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions.StoreType;
import dev.sonatina.net.client.SonataClient;
import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows in a few seconds what Sonatina does: a durable database, a server, a client, queries. */
final class QuickstartCommand extends Verb {

  private static final SampleData DATA = SampleData.PROVDB;

  private final Stdio stdio;

  private final Argument<Path> keep =
      option("--keep", "DIR", "Make the database in this directory, and leave it there.")
          .as(Path.class);

  QuickstartCommand(Stdio stdio) {
    super(
        "quickstart",
        "Loads sample records into a durable database, serves it, and asks it questions over the"
            + " network. Leaves nothing behind unless told to.");
    footer("", "Example: sonatina quickstart --keep provdb");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    Path kept = keep.orNull();
    if (kept != null) {
      requireUnused(kept);
      show(kept);
      return ExitCode.DONE.status();
    }
    Path temporary = Files.createTempDirectory("sonatina-quickstart-");
    Thread cleanUp = new Thread(() -> deleteQuietly(temporary));
    Runtime.getRuntime().addShutdownHook(cleanUp);
    try {
      show(temporary.resolve(DATA.name()));
      return ExitCode.DONE.status();
    } finally {
      delete(temporary);
      Runtime.getRuntime().removeShutdownHook(cleanUp);
    }
  }

  private void show(Path directory) throws IOException {
    QuickstartReport report = new QuickstartReport(stdio);
    report.title("Sonatina quickstart: " + DATA.description());
    load(directory, report);
    Path absolute = directory.toAbsolutePath();
    try (SonatinaServer server = serve(absolute)) {
      String address = server.address().toString();
      report.fact("server", address + ", provider 0, database " + absolute.getFileName());
      try (SonataClient client = SonataClient.connect(address);
          Database database = client.database(0, absolute.getFileName().toString())) {
        report.fact("client", "connected over TCP, as a Sonata client of C++ or Python would");
        report.tour(database);
      }
    }
    report.next(keep.orNull());
  }

  /** Fills a new database. */
  private void load(Path directory, QuickstartReport report) throws IOException {
    long start = stdio.nanoTime().getAsLong();
    long total;
    try (Database database = Sonatina.open(directory)) {
      total = SampleLoader.load(DATA, database, stdio, 0);
    }
    report.fact(
        "data",
        String.format(
            Locale.ROOT,
            "%,d records in %d collections, on disk and synced after %.0f ms",
            total,
            DATA.collections().size(),
            (stdio.nanoTime().getAsLong() - start) / 1e6));
    report.fact(
        "files",
        directory.toAbsolutePath() + (keep.orNull() == null ? " (deleted at the end)" : ""));
  }

  private static SonatinaServer serve(Path directory) throws IOException {
    return SonatinaServer.builder()
        .address("ofi+tcp://127.0.0.1:0")
        .dataDirectory(ServedDirectory.parent(directory))
        .providerConfig(ServedDirectory.config(List.of(directory), StoreType.LOG))
        .start();
  }

  private static void requireUnused(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> entries = Files.list(directory)) {
        if (entries.findAny().isPresent()) {
          throw new DirectoryNotEmptyException(
              directory + " is not empty; choose a new directory for --keep");
        }
      }
    }
  }

  private static void deleteQuietly(Path directory) {
    try {
      delete(directory);
    } catch (IOException e) {
      // The process is being interrupted; there is nobody left to tell.
    }
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
