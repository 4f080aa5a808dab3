package dev.sonatina.conformance.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseDirectoryTest {

  private final Path directory;

  CaseDirectoryTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void compressedFilesAreFoundByTheSameNames() throws IOException {
    Files.writeString(directory.resolve("b.jsonl"), "{\"n\":1}\n{\"n\":2}\n");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve("a.jsonl.gz")))) {
      out.write("{\"n\":3}\n".getBytes(UTF_8));
    }
    Files.writeString(directory.resolve("README.md"), "no case");
    Files.createDirectory(directory.resolve("c.jsonl"));

    CaseDirectory cases = new CaseDirectory(directory);
    assertEquals(List.of("a", "b"), List.copyOf(cases.files(".jsonl").keySet()));
    Path compressed = cases.file("a.jsonl").orElseThrow();
    assertEquals(3, CaseDirectory.parsedLines(compressed).get(0).path("n").asInt());
    assertEquals("{\"n\":3}\n", new String(CaseDirectory.open(compressed).readAllBytes(), UTF_8));
    assertEquals(Optional.empty(), cases.file("missing.json"));
  }

  @Test
  void missingDirectoryIsAnError() {
    assertThrows(
        NotDirectoryException.class, () -> new CaseDirectory(directory.resolve("missing")));
  }
}
