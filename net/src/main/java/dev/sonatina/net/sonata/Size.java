package dev.sonatina.net.sonata;

import java.util.function.Consumer;

/** {@code sonata_size}: database, collection → the number of records. */
final class Size implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    long size = call.backend().size(call.arguments().readString());
    call.succeed(out -> out.u64(size));
  }
}
