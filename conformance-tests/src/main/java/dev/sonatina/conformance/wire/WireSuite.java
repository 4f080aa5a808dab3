package dev.sonatina.conformance.wire;

import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replays recorded sessions, each against a server of its own unless one is given. */
public final class WireSuite {

  private final @Nullable InetSocketAddress server;

  private WireSuite(@Nullable InetSocketAddress server) {
    this.server = server;
  }

  /** A fresh server, without databases, for each session. */
  public static WireSuite againstFreshServers() {
    return new WireSuite(null);
  }

  /** The same server for all sessions, which has to forget its databases by itself. */
  public static WireSuite against(InetSocketAddress server) {
    return new WireSuite(server);
  }

  /**
   * Replays one session.
   *
   * @return how the server answers differently; empty when it does not
   */
  Optional<String> replay(RecordedSession session) throws IOException {
    if (server != null) {
      return SessionReplay.differences(session, server);
    }
    Path directory = Files.createTempDirectory("sonatina-wire");
    try (SonatinaServer fresh =
        SonatinaServer.builder().dataDirectory(directory).allowShutdown(true).start()) {
      return SessionReplay.differences(session, fresh.address().toSocketAddress());
    } finally {
      remove(directory);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> below = Files.walk(directory)) {
      List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
