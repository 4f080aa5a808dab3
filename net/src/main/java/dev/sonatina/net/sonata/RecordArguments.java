package dev.sonatina.net.sonata;

import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import dev.sonatina.net.sonata.backend.BackendFault;
import dev.sonatina.net.sonata.backend.NewRecord;
import dev.sonatina.net.sonata.backend.RecordForm;
import java.util.List;

/** Reads records from the arguments of a call, in either form. */
final class RecordArguments {

  private RecordArguments() {}

  static NewRecord readOne(Invocation call, RecordForm form) {
    return form == RecordForm.TEXT
        ? NewRecord.of(call.arguments().readBytes())
        : NewRecord.of(call.readJson().value());
  }

  /**
   * Several records.
   *
   * @throws BackendFault when they come as JSON that is no array, or are more than one call may
   *     have
   */
  static List<NewRecord> readList(Invocation call, RecordForm form) {
    List<NewRecord> records =
        form == RecordForm.TEXT
            ? call.arguments().readBytesList().stream().map(NewRecord::of).toList()
            : readArray(call);
    call.requireFew(records.size());
    return records;
  }

  private static List<NewRecord> readArray(Invocation call) {
    JsonValue value = call.readJson().value();
    if (value instanceof ArrayValue array) {
      return array.elements().stream().map(NewRecord::of).toList();
    }
    throw new BackendFault(call.backend().notArrayText());
  }
}
