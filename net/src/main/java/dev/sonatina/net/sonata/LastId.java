package dev.sonatina.net.sonata;

import java.util.function.Consumer;

/** {@code sonata_last_id}: database, collection → the highest id ever given out. */
final class LastId implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    long id = call.backend().lastId(call.arguments().readString());
    call.succeed(out -> out.u64(id));
  }
}
