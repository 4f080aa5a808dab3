package dev.sonatina.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of its own in a process and a directory of its own, gone when it is closed. */
final class ServerProcess implements AutoCloseable {

  private static final String READY = "Server running at address ";
  private static final int STOP_SECONDS_MAX = 20;

  private final Path directory;
  private final Process process;
  private final String address;

  private ServerProcess(Path directory, Process process, String address) {
    this.directory = directory;
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a server on a free port of loopback, with the Java and the class path of this process.
   *
   * @param javaOptions further options of its Java
   * @throws IOException when it does not come up
   */
  static ServerProcess start(String... javaOptions) throws IOException {
    Path directory = Files.createTempDirectory("sonatina-bench");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(List.of(javaOptions));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.sonatina.cli.Main",
            "serve",
            "-a",
            "ofi+tcp",
            "--data-dir",
            directory.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader lines = process.inputReader();
    String line = lines.readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      TemporaryFiles.deleteAll(directory);
      throw new IOException("the server did not start: " + line);
    }
    return new ServerProcess(directory, process, line.substring(READY.length()));
  }

  String address() {
    return address;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    TemporaryFiles.deleteAll(directory);
  }
}
