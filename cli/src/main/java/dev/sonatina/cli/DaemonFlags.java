package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.net.protocol.json.JsonFormatException;
import dev.sonatina.net.protocol.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Flags of sonata-daemon that set up what Sonatina does not have; command lines that were written
 * for the daemon go on working.
 */
final class DaemonFlags {

  private final Argument<Path> margoConfig;

  DaemonFlags(Verb verb) {
    verb.option(
            "-p, --use-progress-thread", "Accepted for sonata-daemon's sake; there always is one.")
        .hidden(true)
        .flag();
    verb.option(
            "-t, --num-threads",
            "N",
            "Accepted for sonata-daemon's sake; threads come and go with the load.")
        .hidden(true)
        .as(Integer.class);
    margoConfig =
        verb.option(
                "-c, --margo-config",
                "FILE",
                "Accepted for sonata-daemon's sake; there is no Margo to be set up.")
            .hidden(true)
            .as(Path.class);
  }

  /**
   * Refuses what the daemon would refuse.
   *
   * @throws CliException when the file of Margo's configuration cannot be read or is no JSON
   */
  void check() {
    Path file = margoConfig.orNull();
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
