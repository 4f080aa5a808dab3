package dev.sonatina.net.sonata;

import java.util.function.Consumer;

/**
 * {@code sonata_filter}, {@code sonata_filter_json}: database, collection, function → the records
 * that it selects.
 */
final class Filter implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    String collection = call.arguments().readString();
    String function = call.arguments().readString();
    RecordCollector result = call.newCollector();
    call.backend().filter(collection, function, call.cancellation(), result);
    call.answer(result.list());
  }
}
