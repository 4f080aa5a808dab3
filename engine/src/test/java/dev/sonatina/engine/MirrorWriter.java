package dev.sonatina.engine;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions;
import java.nio.file.Path;

/**
 * A process that writes to the database given as argument until it is killed: record 0 is a
 * counter, each other one tells its id.
 */
final class MirrorWriter {

  private MirrorWriter() {}

  @SuppressWarnings("SystemOut") // The parent process waits for the output.
  public static void main(String[] arguments) {
    Database database =
        Sonatina.open(
            Path.of(arguments[0]),
            OpenOptions.defaults().withStore(OpenOptions.StoreType.CHRONICLE));
    Collection live = database.createCollection("live");
    live.store("{\"round\":0}");
    System.out.println("open");
    System.out.flush();
    for (int round = 1; ; round++) {
      live.update(0, "{\"round\":" + round + ",\"again\":" + round + "}");
      live.store("{\"n\":" + round + ",\"text\":\"" + "x".repeat(round % 700) + "\"}");
    }
  }
}
