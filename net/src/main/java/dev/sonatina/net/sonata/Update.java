package dev.sonatina.net.sonata;

import dev.sonatina.net.sonata.backend.NewRecord;
import dev.sonatina.net.sonata.backend.RecordForm;
import java.util.function.Consumer;

/** {@code sonata_update}, {@code sonata_update_json}: database, collection, id, record, commit. */
record Update(RecordForm form) implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    String collection = call.arguments().readString();
    long id = call.arguments().readU64();
    NewRecord record = RecordArguments.readOne(call, form);
    boolean commit = call.arguments().readBool();
    call.backend().update(collection, id, record);
    call.succeed(commit, out -> {});
  }
}
