package dev.sonatina.net.sonata;

import java.util.function.Consumer;

/** {@code sonata_drop_collection}: database, collection. Committed when answered. */
final class DropCollection implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    call.backend().dropCollection(call.arguments().readString());
    call.succeed();
  }
}
