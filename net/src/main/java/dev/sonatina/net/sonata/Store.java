package dev.sonatina.net.sonata;

import dev.sonatina.net.sonata.backend.NewRecord;
import dev.sonatina.net.sonata.backend.RecordForm;
import java.util.function.Consumer;

/** {@code sonata_store}, {@code sonata_store_json}: database, collection, record, commit → id. */
record Store(RecordForm form) implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    String collection = call.arguments().readString();
    NewRecord record = RecordArguments.readOne(call, form);
    boolean commit = call.arguments().readBool();
    long id = call.backend().store(collection, record);
    call.succeed(commit, out -> out.u64(id));
  }
}
