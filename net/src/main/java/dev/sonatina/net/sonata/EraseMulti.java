package dev.sonatina.net.sonata;

import java.util.function.Consumer;

/** {@code sonata_erase_multi}: database, collection, ids, commit. Stops at the first missing id. */
final class EraseMulti implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    String collection = call.arguments().readString();
    long[] ids = call.readIds();
    boolean commit = call.arguments().readBool();
    call.backend().eraseMulti(collection, ids);
    call.succeed(commit, out -> {});
  }
}
