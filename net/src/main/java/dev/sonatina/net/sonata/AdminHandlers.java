package dev.sonatina.net.sonata;

import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.mercury.ReturnCode;
import dev.sonatina.net.protocol.thallium.ThalliumReader;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.rpc.RpcCall;
import dev.sonatina.net.rpc.RpcHandler;
import dev.sonatina.net.sonata.backend.BackendFault;
import dev.sonatina.net.sonata.backend.ErrorTexts;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The admin RPCs of a provider. Each begins with the security token, which all of them check; the
 * original did so for three of the five.
 */
final class AdminHandlers {

  private static final System.Logger LOG = System.getLogger(AdminHandlers.class.getName());

  /** What one RPC does after its token was accepted. */
  private interface Action {
    void run(String database, ThalliumReader arguments, Answer answer);
  }

  /** Answers once, now or later. */
  private final class Answer {
    private final RpcCall call;
    private final String database;

    private Answer(RpcCall call, String database) {
      this.call = call;
      this.database = database;
    }

    void succeed() {
      call.answer(ResultType.BOOL.writeSuccess(call.newResult()));
    }

    void refuse(RuntimeException thrown) {
      if (thrown instanceof ProtocolException) {
        call.fail(ReturnCode.PROTOCOL_ERROR);
        return;
      }
      String error =
          thrown instanceof BackendFault fault
              ? fault.text()
              : thrown instanceof SonatinaException refused
                  ? ErrorTexts.of(refused, database)
                  : ErrorTexts.INTERNAL;
      LOG.log(
          System.Logger.Level.WARNING,
          "[provider:{0}] {1} of database {2} refused: {3}",
          provider.id(),
          call.signature().name(),
          database,
          error);
      if (error.equals(ErrorTexts.INTERNAL)) {
        LOG.log(System.Logger.Level.ERROR, call.signature().name() + " failed", thrown);
      }
      call.answer(ResultType.BOOL.writeFailure(call.newResult(), error));
    }
  }

  private final SonataProvider provider;
  private final Map<SonataRpc, RpcHandler> entries = new EnumMap<>(SonataRpc.class);

  AdminHandlers(SonataProvider provider) {
    this.provider = provider;
    entries.put(SonataRpc.CREATE_DATABASE, call -> handle(call, true, this::create));
    entries.put(SonataRpc.ATTACH_DATABASE, call -> handle(call, true, this::attach));
    entries.put(SonataRpc.DETACH_DATABASE, call -> handle(call, false, this::detach));
    entries.put(SonataRpc.DESTROY_DATABASE, call -> handle(call, true, this::destroy));
    entries.put(SonataRpc.LIST_DATABASES, this::list);
  }

  Map<SonataRpc, RpcHandler> entries() {
    return entries;
  }

  private void handle(RpcCall call, boolean checkedByOriginal, Action action) {
    ThalliumReader arguments = call.arguments();
    boolean accepted = accepts(arguments.readString(), checkedByOriginal);
    String database = arguments.readString();
    Answer answer = new Answer(call, database);
    try {
      if (!accepted) {
        throw new BackendFault(ErrorTexts.INVALID_TOKEN);
      }
      action.run(database, arguments, answer);
    } catch (RuntimeException e) {
      answer.refuse(e);
    }
  }

  private boolean accepts(String token, boolean checkedByOriginal) {
    boolean unchecked = provider.options().laxToken() && !checkedByOriginal;
    return unchecked || provider.options().accepts(token);
  }

  /** {@code sonata_create_database}: token, database, type, configuration. */
  private void create(String database, ThalliumReader arguments, Answer answer) {
    provider.create(database, arguments.readString(), arguments.readString());
    answer.succeed();
  }

  /** {@code sonata_attach_database}: token, database, type, configuration. */
  private void attach(String database, ThalliumReader arguments, Answer answer) {
    provider.attach(database, arguments.readString(), arguments.readString());
    answer.succeed();
  }

  /**
   * {@code sonata_detach_database}: token, database. Answered once it is committed, closed and
   * published; it is detached even if this is refused.
   */
  private void detach(String name, ThalliumReader arguments, Answer answer) {
    HostedDatabase database = remove(name);
    afterItsWrites(
        database, answer, () -> provider.retire(database, failure -> answerOf(answer, failure)));
  }

  private static void answerOf(Answer answer, @Nullable RuntimeException failure) {
    if (failure == null) {
      answer.succeed();
    } else {
      answer.refuse(failure);
    }
  }

  /** {@code sonata_destroy_database}: token, database. It is gone even if this is refused. */
  private void destroy(String name, ThalliumReader arguments, Answer answer) {
    HostedDatabase database = remove(name);
    afterItsWrites(
        database,
        answer,
        () -> {
          database.backend().destroy();
          answer.succeed();
        });
  }

  private HostedDatabase remove(String name) {
    HostedDatabase database = provider.remove(name);
    if (database == null) {
      throw new BackendFault(ErrorTexts.databaseMissing(name));
    }
    return database;
  }

  /** Runs an action, which answers unless it throws. */
  private static void afterItsWrites(HostedDatabase database, Answer answer, Runnable action) {
    database
        .lanes()
        .write(
            () -> {
              try {
                action.run();
              } catch (RuntimeException e) {
                answer.refuse(e);
              }
            });
  }

  /** {@code sonata_list_databases}: token → names in any order. */
  private void list(RpcCall call) {
    ThalliumWriter result = call.newResult();
    if (accepts(call.arguments().readString(), false)) {
      ResultType.LIST.writeSuccess(result).stringList(provider.databaseNames());
    } else {
      ResultType.LIST.writeFailure(result, ErrorTexts.INVALID_TOKEN);
    }
    call.answer(result);
  }
}
