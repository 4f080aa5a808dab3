package dev.sonatina.conformance.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.conformance.ProjectFiles;
import dev.sonatina.conformance.system.ChildProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands in the guide to the language do something when they are pasted. */
@Tag("packaged")
class GuideCommandsTest {

  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  private final Path directory;
  private final Commands commands;

  GuideCommandsTest(@TempDir Path directory) {
    this.directory = directory;
    this.commands = new Commands(directory);
  }

  @Test
  void everyCommandWorks() throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "Some notes.\n");
    Files.writeString(directory.resolve("report.jx9"), "print db_version(), \"\\n\";");
    Files.createDirectory(directory.resolve("lib"));
    Files.writeString(
        directory.resolve("lib/report.jx9"), "function report($c) { print \"report of \", $c; }");
    Files.createDirectory(directory.resolve("runs"));
    Files.writeString(directory.resolve("calls.jsonl"), "{\"rid\":4,\"us\":740}\n");
    Result loaded = commands.sonatina("load", "runs/today", "calls", "calls.jsonl");
    assertEquals(0, loaded.status(), loaded.err());

    String guide = Files.readString(ProjectFiles.root().resolve("query-lang/README.md"));
    Matcher blocks = SHELL.matcher(guide);
    int count = 0;
    while (blocks.find()) {
      for (String line : blocks.group(1).split("\n", -1)) {
        if (!line.isBlank()) {
          count++;
          Result result = commands.shell("sonatina() { \"$SONATINA\" \"$@\"; }\n" + line);
          assertEquals("", result.err(), line);
          assertEquals(0, result.status(), line);
          assertTrue(!result.out().isEmpty(), line);
        }
      }
    }
    assertTrue(count >= 8, count + " commands");
  }
}
