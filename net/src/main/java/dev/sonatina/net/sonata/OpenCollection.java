package dev.sonatina.net.sonata;

import java.util.function.Consumer;

/**
 * {@code sonata_open_collection}: database, collection. Also how clients ask whether it exists; the
 * error text comes with every answer.
 */
final class OpenCollection implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    String collection = call.arguments().readString();
    boolean exists = call.backend().hasCollection(collection);
    call.answerProbe(exists, call.backend().openText(collection, exists));
  }
}
