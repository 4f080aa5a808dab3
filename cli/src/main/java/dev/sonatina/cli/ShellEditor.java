package dev.sonatina.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The editor of somebody who types.
 *
 * @param command as a shell understands it; the name of the file is added
 */
record ShellEditor(String command) {

  /** The one that the environment names, as programs of Unix look for it. */
  static String ofEnvironment() {
    Map<String, String> environment = System.getenv();
    return environment.getOrDefault("VISUAL", environment.getOrDefault("EDITOR", "vi"));
  }

  /**
   * Has a text edited, with the terminal of this process.
   *
   * @throws CliException if the editor fails, which is how one gives up in some
   */
  ScriptSource edit(String text) throws IOException {
    Path file = Files.createTempFile("sonatina-", ".jx9");
    try {
      Files.writeString(file, text);
      int status =
          new ProcessBuilder(List.of("sh", "-c", command + " \"$1\"", "sh", file.toString()))
              .inheritIO()
              .start()
              .waitFor();
      if (status != 0) {
        throw new CliException(
            ExitCode.CANNOT_OPEN, "editor '" + command + "' ended with " + status + "; not run");
      }
      return new ScriptSource("<edited>", ScriptSource.ofFile(file).text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.INTERRUPTED, "interrupted while editing", e);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
