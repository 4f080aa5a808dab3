package dev.sonatina.cli;

import dev.sonatina.net.protocol.json.JsonFormatException;
import dev.sonatina.net.protocol.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Flags of sonata-daemon that set up what Sonatina does not have; command lines that were written
 * for the daemon go on working.
 */
final class DaemonFlags {

  @Option(
      names = {"-p", "--use-progress-thread"},
      hidden = true,
      description = "Accepted for sonata-daemon's sake; there always is one.")
  @SuppressWarnings("UnusedVariable") // The daemon's users pass it.
  private boolean progressThread;

  @Option(
      names = {"-t", "--num-threads"},
      hidden = true,
      paramLabel = "N",
      description = "Accepted for sonata-daemon's sake; threads come and go with the load.")
  @SuppressWarnings("UnusedVariable") // The daemon's users pass it.
  private int threads;

  @Option(
      names = {"-c", "--margo-config"},
      hidden = true,
      paramLabel = "FILE",
      description = "Accepted for sonata-daemon's sake; there is no Margo to be set up.")
  private @Nullable Path margoConfig;

  /**
   * Refuses what the daemon would refuse.
   *
   * @throws CliException when the file of Margo's configuration cannot be read or is no JSON
   */
  void check() {
    Path file = margoConfig;
    if (file == null) {
      return;
    }
    try {
      JsonReader.read(Files.readString(file));
    } catch (IOException e) {
      throw UnreadableFile.of(file, e);
    } catch (JsonFormatException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, file + ": " + e.text(), e);
    }
  }
}
