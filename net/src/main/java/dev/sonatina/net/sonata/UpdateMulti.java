package dev.sonatina.net.sonata;

import dev.sonatina.net.sonata.backend.NewRecord;
import dev.sonatina.net.sonata.backend.RecordForm;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code sonata_update_multi}, {@code sonata_update_multi_json}: database, collection, ids,
 * records, commit → for each whether it was replaced.
 */
record UpdateMulti(RecordForm form) implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    String collection = call.arguments().readString();
    long[] ids = call.readIds();
    List<NewRecord> records = RecordArguments.readList(call, form);
    boolean commit = call.arguments().readBool();
    boolean[] replaced = call.backend().updateMulti(collection, ids, records);
    call.succeed(commit, out -> out.boolList(replaced));
  }
}
