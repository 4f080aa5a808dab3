package dev.sonatina.conformance.system;

import dev.sonatina.cli.Main;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.net.client.RemoteDatabase;
import dev.sonatina.net.client.SonataClient;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server of one database, in a process that can be killed, or that kills itself in its n-th write
 * to a file. Closing kills it.
 */
final class ServedProcess implements AutoCloseable {

  private static final String DATABASE = "database";
  private static final String GREETING = "Server running at address ";
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final String address;

  private ServedProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Whether {@code strace} is there and may be used. */
  static boolean canTrace() {
    try {
      return ChildProcess.run(
                  new File("."),
                  "",
                  List.of("strace", "-f", "--seccomp-bpf", "-e", "trace=pwrite64", "true"))
              .status()
          == 0;
    } catch (RuntimeException e) {
      return false; // There is no such program.
    }
  }

  /** Makes the database that is to be served. */
  static void createDatabase(Path directory) {
    Sonatina.open(directory.resolve(DATABASE)).close();
  }

  /**
   * Starts a server and waits until clients can connect.
   *
   * @param killingWrite which write of a thread to a file kills the server; 0 for none
   */
  static ServedProcess start(Path directory, int killingWrite) throws IOException {
    List<String> command = new ArrayList<>();
    if (killingWrite > 0) {
      command.addAll(List.of("strace", "-f", "--seccomp-bpf", "-o", "/dev/null"));
      command.addAll(List.of("-e", "trace=pwrite64"));
      command.addAll(List.of("-e", "inject=pwrite64:signal=KILL:when=" + killingWrite));
    }
    command.add(ChildProcess.javaCommand().toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
    command.add(Main.class.getName());
    command.addAll(List.of("serve", "-a", "ofi+tcp://127.0.0.1:0", "--warm-up", "0", DATABASE));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("server.log").toFile())
            .start();
    BufferedReader lines = process.inputReader();
    String line = lines.readLine();
    while (line != null && !line.startsWith(GREETING)) {
      line = lines.readLine();
    }
    ServedProcess served = new ServedProcess(process, line == null ? "" : address(line));
    if (line == null && killingWrite == 0) {
      served.close();
      throw new IOException("the server did not start, see " + directory.resolve("server.log"));
    }
    return served;
  }

  private static String address(String line) {
    return line.substring(GREETING.length());
  }

  /** Whether clients can connect; not if the server was killed before. */
  boolean isReady() {
    return !address.isEmpty();
  }

  String address() {
    return address;
  }

  RemoteDatabase database(SonataClient connection) {
    return connection.database(0, DATABASE);
  }

  /** Kills the server, and what watches it. */
  void kill() {
    all().forEach(ProcessHandle::destroyForcibly);
  }

  private List<ProcessHandle> all() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    return all;
  }

  /** Kills the server and waits until it is gone, and with it its lock. */
  @Override
  public void close() {
    List<ProcessHandle> all = all();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
  }
}
