package dev.sonatina.net.sonata;

import dev.sonatina.net.sonata.backend.NewRecord;
import dev.sonatina.net.sonata.backend.RecordForm;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code sonata_store_multi}, {@code sonata_store_multi_json}: database, collection, records,
 * commit → ids. Clients copy the ids without counting them, so there are exactly as many as
 * records.
 */
record StoreMulti(RecordForm form) implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    String collection = call.arguments().readString();
    List<NewRecord> records = RecordArguments.readList(call, form);
    boolean commit = call.arguments().readBool();
    long[] ids = call.backend().storeMulti(collection, records);
    call.succeed(commit, out -> out.u64List(ids));
  }
}
