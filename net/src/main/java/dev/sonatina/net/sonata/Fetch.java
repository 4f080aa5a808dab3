package dev.sonatina.net.sonata;

import dev.sonatina.net.sonata.backend.RecordForm;
import java.util.function.Consumer;

/** {@code sonata_fetch}, {@code sonata_fetch_json}: database, collection, id → record. */
record Fetch(RecordForm form) implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    String collection = call.arguments().readString();
    long id = call.arguments().readU64();
    RecordCollector result = call.newCollector();
    call.backend().fetch(collection, id, form, result);
    call.answer(result.single());
  }
}
