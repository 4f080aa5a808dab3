package dev.sonatina.conformance.system;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.net.client.RemoteDatabase;
import dev.sonatina.net.client.SonataClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of one database, in a process that can be killed. Closing kills it. */
final class ServedProcess implements AutoCloseable {

  /** The database that is served unless another is named. */
  static final String DATABASE = "database";

  private static final String GREETING = "Server running at address ";
  private static final String JAVA_OPTIONS = "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final String address;
  private final String name;

  private ServedProcess(Process process, String address, String name) {
    this.process = process;
    this.address = address;
    this.name = name;
  }

  /** Makes the database that is to be served. */
  static void createDatabase(Path directory) {
    Sonatina.open(directory.resolve(DATABASE)).close();
  }

  /** Starts a server of {@link #DATABASE} and waits until clients can connect. */
  static ServedProcess start(Path directory) throws IOException {
    return start(directory, DATABASE);
  }

  /**
   * Starts the packaged command as a server and waits until clients can connect.
   *
   * @param name a database in the directory, also a {@code .unqlite} file
   * @param options of the command, besides
   */
  static ServedProcess start(Path directory, String name, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(Commands.SONATINA.toString()));
    command.addAll(List.of("serve", "-a", "ofi+tcp://127.0.0.1:0", "--warm-up", "0", name));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("server.log").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SONATINA_JAVA_OPTS", JAVA_OPTIONS);
    Process process = builder.start();
    BufferedReader lines = process.inputReader();
    String line = lines.readLine();
    while (line != null && !line.startsWith(GREETING)) {
      line = lines.readLine();
    }
    ServedProcess served = new ServedProcess(process, line == null ? "" : address(line), name);
    if (line == null) {
      served.close();
      throw new IOException("the server did not start, see " + directory.resolve("server.log"));
    }
    return served;
  }

  private static String address(String line) {
    return line.substring(GREETING.length());
  }

  String address() {
    return address;
  }

  RemoteDatabase database(SonataClient connection) {
    return connection.database(0, name);
  }

  /** Kills the server. */
  void kill() {
    process.destroyForcibly();
  }

  /** Sends the signal that asks the server to stop in order. */
  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until the server has ended by itself; returns its exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the server does not stop");
    }
    return process.exitValue();
  }

  /** Lets the server be killed from within a write, see {@link KillingTracer#attach}. */
  KillingTracer killAtWrite(int write) throws IOException {
    return KillingTracer.attach(process, write);
  }

  /** Kills the server and waits until it is gone, and with it its lock. */
  @Override
  public void close() {
    kill();
    process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
