package dev.sonatina.net.sonata;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.mercury.ReturnCode;
import dev.sonatina.net.protocol.thallium.ThalliumReader;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.rpc.RpcCall;
import dev.sonatina.net.sonata.backend.Backend;
import dev.sonatina.net.sonata.backend.BackendFault;
import dev.sonatina.net.sonata.backend.ErrorTexts;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call on one database, for the handler that works on it: arguments in, exactly one answer out.
 * Belongs to the thread that runs the handler.
 */
final class Invocation {

  private static final System.Logger LOG = System.getLogger(Invocation.class.getName());

  /** Arguments beyond this size are taken for much work. */
  private static final long SHORT_CALL_BYTES_MAX = 16 << 10;

  private final RpcCall call;
  private final HostedDatabase database;
  private final ThalliumReader arguments;
  private final ResultType resultType;
  private final ProviderOptions options;

  /**
   * A call whose first argument, the database's name, has been read.
   *
   * @param arguments the rest of them
   */
  Invocation(
      RpcCall call,
      HostedDatabase database,
      ThalliumReader arguments,
      ResultType resultType,
      ProviderOptions options) {
    this.call = call;
    this.database = database;
    this.arguments = arguments;
    this.resultType = resultType;
    this.options = options;
  }

  ThalliumReader arguments() {
    return arguments;
  }

  Backend backend() {
    return database.backend();
  }

  /** Cancelled when the client goes away. */
  Cancellation cancellation() {
    Cancellation cancellation = new Cancellation();
    call.onAbandon(cancellation::cancel);
    return cancellation;
  }

  /** Reads a record and remembers which generation of JSON the client speaks. */
  ThalliumReader.EncodedJson readJson() {
    ThalliumReader.EncodedJson json = arguments.readJson();
    call.connection().sawJson(json.generation());
    return json;
  }

  /** Reads ids of records. */
  long[] readIds() {
    long[] ids = arguments.readU64List();
    requireFew(ids.length);
    return ids;
  }

  /** Refuses a call with more records, or ids of them, than one may have. */
  void requireFew(int records) {
    if (records > options.recordsMax()) {
      throw new BackendFault(ErrorTexts.tooManyRecords(records, options.recordsMax()));
    }
  }

  /** A collector for records of the result, in the client's generation of JSON where it matters. */
  RecordCollector newCollector() {
    requireRoom();
    return new RecordCollector(
        resultType,
        call.newResult(),
        options.jsonGenerationOf(call),
        options.resultBytesMax(),
        this::growsTo);
  }

  private void growsTo(long bytes) {
    call.growsTo(bytes);
    requireRoom();
  }

  /** Refuses a call that may have a large result while those of others take all the memory. */
  void requireRoom() {
    if (call.isOverloaded()) {
      throw new BackendFault(ErrorTexts.OVERLOADED);
    }
  }

  /** Answers with success and this value. */
  void succeed(Consumer<ThalliumWriter> value) {
    call.answer(success(value));
  }

  /** Answers with success alone. */
  void succeed() {
    succeed(out -> {});
  }

  /** Answers with yes or no and a text in either case. */
  void answerProbe(boolean success, String text) {
    call.answer(call.newResult().bool(success).string(text));
  }

  /** Answers with a result that has been written already. */
  void answer(ThalliumWriter result) {
    call.answer(result);
  }

  /** Answers with success and this value, if so wanted only once everything is committed. */
  void succeed(boolean committed, Consumer<ThalliumWriter> value) {
    ThalliumWriter result = success(value);
    if (committed) {
      database.commit(failure -> answerAfterCommit(result, failure));
    } else {
      call.answer(result);
    }
  }

  private void answerAfterCommit(ThalliumWriter result, @Nullable RuntimeException failure) {
    if (failure == null) {
      call.answer(result);
    } else {
      refuse(failure);
    }
  }

  private ThalliumWriter success(Consumer<ThalliumWriter> value) {
    ThalliumWriter out = resultType.writeSuccess(call.newResult());
    value.accept(out);
    return out;
  }

  /** Runs a handler and puts into words what it throws. */
  void run(Consumer<Invocation> handler) {
    if (call.isAbandoned()) {
      call.fail(ReturnCode.NO_ENTRY);
      return;
    }
    if (call.size() > SHORT_CALL_BYTES_MAX) {
      call.takesLong();
    }
    try {
      handler.accept(this);
    } catch (RuntimeException e) {
      refuse(e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      LOG.log(System.Logger.Level.ERROR, call.signature().name() + " took too much memory", e);
      refuse(ErrorTexts.INTERNAL);
    }
  }

  private void refuse(RuntimeException thrown) {
    if (thrown instanceof BackendFault fault) {
      refuse(fault.text());
    } else if (thrown instanceof ProtocolException) {
      call.fail(ReturnCode.PROTOCOL_ERROR);
    } else if (thrown instanceof SonatinaException refused) {
      LOG.log(System.Logger.Level.DEBUG, () -> call.signature().name() + " refused", refused);
      refuse(ErrorTexts.of(refused, database.name()));
    } else {
      LOG.log(System.Logger.Level.ERROR, call.signature().name() + " failed", thrown);
      refuse(ErrorTexts.INTERNAL);
    }
  }

  void refuse(String error) {
    call.answer(resultType.writeFailure(call.newResult(), error));
  }
}
