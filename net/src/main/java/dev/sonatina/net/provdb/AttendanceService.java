package dev.sonatina.net.provdb;

import dev.sonatina.net.protocol.mercury.RpcId;
import dev.sonatina.net.protocol.thallium.ValueType;
import dev.sonatina.net.rpc.RpcCall;
import dev.sonatina.net.rpc.RpcRouter;
import dev.sonatina.net.rpc.RpcService;
import dev.sonatina.net.rpc.RpcSignature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The RPCs by which Chimbuko's processes tell the server that they come and go. Their clients want
 * no answer, except that of {@code connection_status}.
 */
public final class AttendanceService implements RpcService {

  private static final System.Logger LOG = System.getLogger(AttendanceService.class.getName());

  private static final RpcSignature STATUS = RpcSignature.of("connection_status");

  private final Attendance attendance;
  private final Map<RpcSignature, Consumer<RpcCall>> actions = new LinkedHashMap<>();

  /** RPCs that keep this attendance up to date. */
  public AttendanceService(Attendance attendance) {
    this.attendance = attendance;
    actions.put(
        RpcSignature.of("client_hello", ValueType.I32),
        call -> {
          int rank = call.arguments().readI32();
          log(
              "client {0} has said hello: {1} ranks now connected",
              rank, attendance.rankEntered(rank));
        });
    actions.put(
        RpcSignature.of("client_goodbye", ValueType.I32),
        call -> {
          int rank = call.arguments().readI32();
          log(
              "client {0} has said goodbye: {1} ranks now connected",
              rank, attendance.rankLeft(rank));
        });
    add("pserver_hello", "parameter server has said hello", attendance::parameterServerEntered);
    add("pserver_goodbye", "parameter server has said goodbye", attendance::parameterServerLeft);
    add("committer_hello", "committer has said hello", attendance::committerEntered);
    add("committer_goodbye", "committer has said goodbye", attendance::committerLeft);
    add("stop_server", "received shutdown request from client", attendance::requestStop);
    add("margo_dump", "there is no Margo whose state could be dumped", () -> {});
  }

  private void add(String rpc, String logged, Runnable action) {
    actions.put(
        RpcSignature.of(rpc),
        call -> {
          action.run();
          log(logged);
        });
  }

  private static void log(String format, Object... arguments) {
    LOG.log(System.Logger.Level.INFO, format, arguments);
  }

  @Override
  public List<RpcSignature> signatures() {
    return Stream.concat(actions.keySet().stream(), Stream.of(STATUS)).toList();
  }

  @Override
  public void register(RpcRouter router) {
    for (int provider : List.of(0, RpcId.NO_PROVIDER)) {
      actions.forEach(
          (signature, action) ->
              router.register(
                  provider,
                  signature,
                  call -> {
                    action.accept(call);
                    call.answer(call.newResult());
                  }));
      router.register(
          provider, STATUS, call -> call.answer(call.newResult().string(attendance.status())));
    }
  }
}
