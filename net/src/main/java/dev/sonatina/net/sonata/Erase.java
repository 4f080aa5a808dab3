package dev.sonatina.net.sonata;

import java.util.function.Consumer;

/** {@code sonata_erase}: database, collection, id, commit. */
final class Erase implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    String collection = call.arguments().readString();
    long id = call.arguments().readU64();
    boolean commit = call.arguments().readBool();
    call.backend().erase(collection, id);
    call.succeed(commit, out -> {});
  }
}
