package dev.sonatina.conformance.system;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Starts programs, in processes of their own, for tests. */
final class ChildProcess {

  private static final long PATIENCE_SECONDS = 120;

  /**
   * How a program ended.
   *
   * @param status its exit code
   * @param out all of its standard output
   * @param err all of its standard error
   */
  record Result(int status, String out, String err) {}

  private ChildProcess() {}

  /** Starts the main method of a class on the class path of this test; its errors show in ours. */
  static Process java(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(javaCommand().toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path", "")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Runs a program to its end, with this standard input. */
  static Result run(File directory, String input, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory);
    // What the environment of a developer may hold must not change what is tested.
    List.of("NO_COLOR", "CLICOLOR_FORCE", "SONATINA_JAVA_OPTS", "SONATINA_DEBUG", "JAVA_HOME")
        .forEach(builder.environment()::remove);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return run(builder, input);
  }

  /** Runs a program to its end, with this standard input. */
  static Result run(ProcessBuilder builder, String input) {
    try {
      Process process = builder.start();
      CompletableFuture<String> out = text(process.getInputStream());
      CompletableFuture<String> err = text(process.getErrorStream());
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It ended without reading all of its input, which is its right.
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            "still running after " + PATIENCE_SECONDS + " s: " + builder.command());
      }
      return new Result(process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The Java that runs this test. */
  static Path javaCommand() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static CompletableFuture<String> text(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
