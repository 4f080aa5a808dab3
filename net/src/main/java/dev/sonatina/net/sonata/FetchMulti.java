package dev.sonatina.net.sonata;

import dev.sonatina.net.sonata.backend.RecordForm;
import java.util.function.Consumer;

/**
 * {@code sonata_fetch_multi}, {@code sonata_fetch_multi_json}: database, collection, ids → records
 * in that order, the empty text or null for missing ones.
 */
record FetchMulti(RecordForm form) implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    String collection = call.arguments().readString();
    long[] ids = call.readIds();
    RecordCollector result = call.newCollector();
    call.backend().fetchMulti(collection, ids, form, result);
    call.answer(result.list());
  }
}
