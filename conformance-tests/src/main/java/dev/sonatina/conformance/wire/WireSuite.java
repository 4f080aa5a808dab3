package dev.sonatina.conformance.wire;

import dev.sonatina.conformance.cases.CaseDirectory;
import dev.sonatina.conformance.cases.Plans;
import dev.sonatina.conformance.cases.Tally;
import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replays recorded sessions, each against a server of its own unless one is given. */
public final class WireSuite {

  private final @Nullable InetSocketAddress server;
  private final Plans plans;

  private WireSuite(@Nullable InetSocketAddress server, Plans plans) {
    this.server = server;
    this.plans = plans;
  }

  /** A fresh server, without databases, for each session. */
  public static WireSuite againstFreshServers(Plans plans) {
    return new WireSuite(null, plans);
  }

  /** The same server for all sessions, which has to forget its databases by itself. */
  public static WireSuite against(InetSocketAddress server) {
    return new WireSuite(server, Plans.USUAL);
  }

  /** Replays every {@code *.txt} of a directory; the name of a file is that of its session. */
  public void run(CaseDirectory directory, Tally tally) throws IOException {
    for (Map.Entry<String, Path> file : directory.files(".txt").entrySet()) {
      String name = file.getKey();
      tally.count(name, problem(name, file.getValue()));
    }
  }

  private Optional<String> problem(String name, Path file) {
    try (InputStream text = CaseDirectory.open(file)) {
      return replay(RecordedSession.read(name, text));
    } catch (IOException | RuntimeException | AssertionError e) {
      return Optional.of(e.toString());
    }
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
        SonatinaServer.builder()
            .dataDirectory(directory)
            .allowShutdown(true)
            .openOptions(plans.options())
            .start()) {
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
