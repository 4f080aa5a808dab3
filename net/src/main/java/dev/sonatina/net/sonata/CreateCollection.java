package dev.sonatina.net.sonata;

import java.util.function.Consumer;

/** {@code sonata_create_collection}: database, collection. Committed when answered. */
final class CreateCollection implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    call.backend().createCollection(call.arguments().readString());
    call.succeed();
  }
}
