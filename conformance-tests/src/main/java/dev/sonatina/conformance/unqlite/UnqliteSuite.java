package dev.sonatina.conformance.unqlite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sonatina.conformance.cases.CaseDirectory;
import dev.sonatina.conformance.cases.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Every {@code X.expect.json} of a directory with its {@code X.unqlite} and, if a writer died, its
 * journal. Compressed files are unpacked into a temporary directory; the others are read in place.
 */
public final class UnqliteSuite {

  private static final String EXPECTED = ".expect.json";
  private static final String DATABASE = ".unqlite";
  private static final String JOURNAL = DATABASE + "_unqlite_journal";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CaseDirectory directory;

  public UnqliteSuite(CaseDirectory directory) {
    this.directory = directory;
  }

  /** Runs every case. */
  public void run(Tally tally) throws IOException {
    for (var file : directory.files(EXPECTED).entrySet()) {
      tally.count(file.getKey(), difference(file.getKey(), file.getValue()));
    }
  }

  private Optional<String> difference(String name, Path expectation) throws IOException {
    Optional<Path> database = directory.file(name + DATABASE);
    if (database.isEmpty()) {
      return Optional.of("there is no " + name + DATABASE);
    }
    Optional<Path> journal = directory.file(name + JOURNAL);
    JsonNode expected;
    try (InputStream source = CaseDirectory.open(expectation)) {
      expected = JSON.readTree(source);
    }
    if (isPlain(database.get()) && journal.map(UnqliteSuite::isPlain).orElse(true)) {
      return new UnqliteCase(expected).difference(database.get());
    }
    Path unpacked = Files.createTempDirectory("sonatina-unqlite");
    try {
      Path copy = unpack(database.get(), unpacked.resolve(name + DATABASE));
      if (journal.isPresent()) {
        unpack(journal.get(), unpacked.resolve(name + JOURNAL));
      }
      return new UnqliteCase(expected).difference(copy);
    } finally {
      Files.deleteIfExists(unpacked.resolve(name + DATABASE));
      Files.deleteIfExists(unpacked.resolve(name + JOURNAL));
      Files.delete(unpacked);
    }
  }

  private static boolean isPlain(Path file) {
    return !file.toString().endsWith(".gz");
  }

  private static Path unpack(Path file, Path target) throws IOException {
    try (InputStream source = CaseDirectory.open(file)) {
      Files.copy(source, target);
    }
    return target;
  }
}
