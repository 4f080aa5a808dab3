package dev.sonatina.jx9;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and directories in scripts, with the host's consent. */
class HostFilesTest {
  private final Path directory;

  HostFilesTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    Files.writeString(directory.resolve("a.txt"), "one\ntwo\n");
    Files.createDirectory(directory.resolve("empty"));
  }

  private String output(String script) {
    ScriptRun run =
        Jx9.builder()
            .hostFunctions(true)
            .build()
            .compile("chdir('" + directory + "'); " + script)
            .newRun(RunOptions.builder().build());
    run.execute();
    return new String(run.output(), StandardCharsets.UTF_8);
  }

  private String content(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  @Test
  void aFileOpenForWritingReadsAsIfAtItsEnd() throws IOException {
    assertEquals(
        "truefalsefalsefalsefalse0 3",
        output(
            "$f = fopen('new.txt', 'w'); print feof($f), fread($f, 3), fgetc($f), fgets($f),"
                + " fgetcsv($f), fpassthru($f), ' ', fwrite($f, 'abc');"));
    assertEquals("abc", content("new.txt"));
  }

  @Test
  void aFileOpenForReadingCannotBeWritten() throws IOException {
    assertEquals(
        "falsefalse0 one\n",
        output(
            "$f = fopen('a.txt', 'r'); print fwrite($f, 'x'), ftruncate($f, 1),"
                + " fprintf($f, '%s', 'x'), ' ', fgets($f);"));
    assertEquals("one\ntwo\n", content("a.txt"));
  }

  @Test
  void aFileMadeShorterIsWrittenWhereItStood() throws IOException {
    assertEquals(
        "truetrue5",
        output(
            "$f = fopen('new.txt', 'w'); fwrite($f, 'abcd'); print ftruncate($f, 1);"
                + " fwrite($f, 'e'); print ftruncate($f, 9), ftell($f);"));
    assertEquals("a\0\0\0e\0\0\0\0", content("new.txt"));
  }

  @Test
  void aLockIsHeldUntilItIsGivenUp() {
    assertEquals(
        "truetrue false true true true",
        output(
            "$f = fopen('a.txt', 'r+'); $g = fopen('a.txt', 'r');"
                + " print flock($f, LOCK_EX), flock($f, LOCK_EX), ' ', flock($g, LOCK_SH), ' ',"
                + " flock($f, LOCK_UN), ' ', flock($g, LOCK_SH), ' ', flock($f, LOCK_UN);"));
  }

  @Test
  void filesAndDirectoriesAreNotTakenForEachOther() throws IOException {
    assertEquals(
        "false false false false false",
        output(
            "print unlink('empty'), ' ', rmdir('a.txt'), ' ', copy('empty', 'x'), ' ',"
                + " copy('a.txt', 'empty'), ' ', rename('a.txt', 'empty');"));
    assertTrue(Files.isDirectory(directory.resolve("empty")));
    assertFalse(Files.exists(directory.resolve("x")));
    assertEquals("one\ntwo\n", content("a.txt"));
  }

  @Test
  void aDirectoryListsNeitherItselfNorItsParent() {
    assertEquals(
        "[\"a.txt\",\"empty\"][] a.txt false",
        output(
            "print scandir('.'), scandir('empty'), ' '; $d = opendir('.');"
                + " while (($n = readdir($d)) !== false) if ($n != 'empty') print $n, ' ';"
                + " print $n;"));
  }

  @Test
  void ownersAreGivenByTheirNames() {
    assertEquals(
        "true false",
        output(
            "print chown('a.txt', get_current_user()), ' ',"
                + " chown('a.txt', 'no such user of this host');"));
  }
}
