package dev.sonatina.net.sonata;

import java.util.function.Consumer;

/** {@code sonata_fetch}, {@code sonata_fetch_json}: database, collection, id → record. */
final class Fetch implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    String collection = call.arguments().readString();
    byte[] text = call.backend().fetch(collection, call.arguments().readU64());
    RecordCollector result = call.newCollector();
    result.accept(text);
    call.answer(result.single());
  }
}
