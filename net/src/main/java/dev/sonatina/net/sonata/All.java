package dev.sonatina.net.sonata;

import dev.sonatina.net.sonata.backend.RecordForm;
import java.util.function.Consumer;

/** {@code sonata_all}, {@code sonata_all_json}: database, collection → every record in id order. */
record All(RecordForm form) implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    RecordCollector result = call.newCollector();
    call.backend().all(call.arguments().readString(), form, result);
    call.answer(result.list());
  }
}
