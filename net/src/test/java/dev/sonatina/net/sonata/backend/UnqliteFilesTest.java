package dev.sonatina.net.sonata.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.SonatinaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the file of a database is written, and what becomes of it. */
class UnqliteFilesTest {

  private static final String PATH = "\"path\":\"p.unqlite\"";

  private static final String STORE = ".p.unqlite.sonatina";

  private final Cancellation imports = new Cancellation();
  private final Cancellation publications = new Cancellation();
  private Path directory;
  private Path file;
  private BackendFactory factory;

  @BeforeEach
  void start(@TempDir Path temporary) {
    directory = temporary;
    file = directory.resolve("p.unqlite");
    factory =
        new BackendTypes(
                new DataDirectory(directory, false),
                new PlainDatabases(),
                new FileTransfers(() -> 0, imports, publications))
            .factory("unqlite");
  }

  @Test
  void theFileIsThereAtOnceAndShowsTheDatabaseWhenItIsDetached() throws IOException {
    Backend created = create("");
    assertEquals(List.of(STORE, "p.unqlite"), files());
    store(created, "{\"a\":1}");
    created.commit();
    created.committed();
    assertEquals(List.of(), recordsOfFile());
    created.close();
    assertEquals(List.of("{\"a\":1,\"__id\":0}"), recordsOfFile());
    Backend attached = attach("");
    assertEquals(1, attached.store("c", record("{\"a\":2}")));
    attached.close();
    assertEquals(2, recordsOfFile().size());
    assertEquals(List.of(STORE, "p.unqlite"), files());
  }

  @Test
  void itMayBeShownAtEachCommitOrNever() {
    Backend eager = create(",\"publish\":\"commit\"");
    store(eager, "1");
    eager.commit();
    eager.committed();
    assertEquals(1, recordsOfFile().size());
    eager.close();
    Backend hidden = attach(",\"publish\":\"never\"");
    hidden.store("c", record("2"));
    hidden.createCollection("c_0");
    hidden.close();
    assertEquals(1, recordsOfFile().size());
  }

  @Test
  void whatTheFileCannotHoldIsRefusedWhenItIsStored() {
    Backend backend = create("");
    backend.createCollection("x");
    SonatinaException collision =
        assertThrows(SonatinaException.class, () -> backend.createCollection("x_0"));
    assertTrue(
        ErrorTexts.of(collision, "db").startsWith("collection 'x_0' cannot stand beside 'x'"));
    String deep = "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}";
    assertThrows(RuntimeException.class, () -> backend.store("x", record(deep)));
    assertEquals(0, backend.store("x", record(deep.replace("[]", "0").replace(":0", ":[]"))));
    backend.close();
    assertEquals(0, attach("").lastId("x"));
  }

  @Test
  void aChangedFileAsksWhichOneCounts() throws IOException {
    Backend ours = create("");
    store(ours, "\"ours\"");
    ours.close();
    byte[] theirs = otherDatabase();
    Files.write(file, theirs);
    String fault = faultOf(() -> attach(""));
    assertTrue(fault.contains("changed by another program"), fault);
    assertTrue(fault.contains("\"prefer\":\"file\""), fault);
    Backend attached = attach(",\"prefer\":\"store\"");
    assertEquals(List.of("\"ours\""), recordsOf(attached));
    attached.close();
    assertEquals(List.of("\"ours\""), recordsOfFile());
    assertEquals(
        -1, Files.mismatch(file.resolveSibling("p.unqlite.aside-1"), writtenTo("t", theirs)));
  }

  @Test
  void theFileMayCountAndTheStoreIsKept() throws IOException {
    Backend ours = create("");
    store(ours, "\"ours\"");
    ours.close();
    Files.write(file, otherDatabase());
    Backend attached = attach(",\"prefer\":\"file\"");
    assertEquals(List.of("\"theirs\""), recordsOf(attached));
    attached.close();
    assertTrue(files().contains(STORE + ".aside-1"));
  }

  @Test
  void aFileWithoutStoreIsImported() throws IOException {
    Files.write(file, otherDatabase());
    Backend attached = attach("");
    assertEquals(1, attached.store("c", record("1")));
    attached.close();
    assertEquals(List.of("\"theirs\"", "1"), recordsOfFile());
  }

  @Test
  void noDatabaseIsRefusedAndLeavesNothingBehind() throws IOException {
    Files.writeString(file, "no database");
    assertEquals(
        "Could not open database at p.unqlite: it is damaged, see the server's log",
        faultOf(() -> attach("")));
    assertEquals(List.of("p.unqlite"), files());
    Files.write(file, otherDatabase());
    imports.cancel();
    assertEquals(
        "Could not open database at p.unqlite: the server is stopping", faultOf(() -> attach("")));
    assertEquals(List.of("p.unqlite"), files());
  }

  @Test
  void aDatabaseInUseIsLeftAlone() throws IOException {
    Backend created = create("");
    assertEquals("Could not open database at p.unqlite: it is in use", faultOf(() -> attach("")));
    Files.delete(file);
    assertEquals(
        "Could not open or create database at p.unqlite: it is in use", faultOf(() -> create("")));
    store(created, "1");
    created.close();
    assertEquals(List.of("1"), recordsOfFile());
  }

  @Test
  void aStoreWithoutItsFileGivesWayToANewDatabase() throws IOException {
    create("").close();
    Files.delete(file);
    assertEquals("Database file p.unqlite does not exist", faultOf(() -> attach("")));
    create("").destroy();
    assertEquals(List.of(STORE + ".aside-1"), files());
  }

  /** As launch scripts clean up, who know of files only. */
  @Test
  void aStoreThatOnlyTheFileWasToOutliveGoesWithTheFile() throws IOException {
    create(",\"keep\":\"file\",\"publish\":\"never\"").close();
    Files.delete(file);
    Backend created = create(",\"keep\":\"file\"");
    assertEquals(List.of(STORE, "p.unqlite"), files());
    store(created, "1");
    created.close();
    assertEquals(List.of("p.unqlite"), files());
    assertEquals(List.of("1"), recordsOfFile());
  }

  @Test
  void aPublicationThatFailsLeavesTheOldFileAndTheStore() throws IOException {
    Backend created = create("");
    store(created, "1");
    Path obstacle = Files.createDirectory(directory.resolve("p.unqlite.sonatina-new"));
    String fault = faultOf(created::close);
    assertTrue(fault.startsWith("Database file p.unqlite could not be written"), fault);
    assertEquals(List.of(), recordsOfFile());
    Files.delete(obstacle);
    Backend attached = attach(",\"publish\":\"commit\"");
    assertEquals(1, attached.size("c"));
    publications.cancel();
    attached.committed();
    assertEquals(List.of(), recordsOfFile());
    faultOf(attached::close);
    assertEquals(List.of(STORE, "p.unqlite"), files());
  }

  private Backend create(String more) {
    return factory.create("db", BackendConfig.parse("{" + PATH + more + "}"));
  }

  private Backend attach(String more) {
    return factory.attach("db", BackendConfig.parse("{" + PATH + more + "}"));
  }

  private static void store(Backend backend, String record) {
    backend.createCollection("c");
    backend.store("c", record(record));
  }

  private static NewRecord record(String text) {
    return NewRecord.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> recordsOf(Backend backend) {
    List<String> texts = new ArrayList<>();
    backend.all("c", RecordForm.TEXT, text -> texts.add(utf8(text)));
    return texts;
  }

  private static String utf8(byte @Nullable [] text) {
    return text == null ? "-" : new String(text, StandardCharsets.UTF_8);
  }

  private static String faultOf(Runnable action) {
    return assertThrows(BackendFault.class, action::run).text();
  }

  /** A file as another program would leave it. */
  private byte[] otherDatabase() throws IOException {
    Backend other = factory.create("other", BackendConfig.parse("{\"path\":\"other\"}"));
    store(other, "\"theirs\"");
    other.close();
    byte[] bytes = Files.readAllBytes(directory.resolve("other"));
    factory.attach("other", BackendConfig.parse("{\"path\":\"other\"}")).destroy();
    return bytes;
  }

  private Path writtenTo(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private List<String> recordsOfFile() {
    try (Database read = Sonatina.open(file)) {
      return read.hasCollection("c") ? read.collection("c").all().toList() : List.of();
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
  }
}
