package dev.stanchion.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.nats.websocket.WebSocketOptions;
import dev.stanchion.server.monitoring.MonitoringPort;
import dev.stanchion.store.file.MemoryStore;
import dev.stanchion.store.file.journal.NoJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does first and last, as somebody sees it who waits for the server. */
class StartOrderIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static ServerOptions.Builder options() {
        return ServerOptions.builder().host("127.0.0.1").port(0);
    }

    @Test
    void shouldAnswerOnTheMonitoringPortOnceClientsCanCome() throws Exception {
        // given somebody who asks when all is recovered and the client port is not open yet
        ConcurrentMap<String, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
        ConcurrentMap<String, String> early = new ConcurrentHashMap<>();
        try (MonitoringPortInLog monitoring = new MonitoringPortInLog()) {
            Store store =
                    new StoreThatWaits(() -> {
                        if (!early.isEmpty()) {
                            return; // a page asks it too
                        }
                        for (String page : List.of("/varz", "/connz", "/streaming/serverz")) {
                            answers.put(page, ask(monitoring.port(), page));
                        }
                        for (String probe : List.of("/readyz", "/healthz", "/livez")) {
                            early.put(probe, ask(monitoring.port(), probe).join());
                        }
                        answers.forEach((page, answer) -> {
                            if (answer.isDone()) {
                                early.put(page, answer.join());
                            }
                        });
                    });

            // when
            try (StanchionServer server =
                    StanchionServer.start(options().monitoringPort(0).build(), store)) {
                // then the probes say so, and whoever asked for a page has waited
                assertThat(server.monitoringPort()).isEqualTo(monitoring.port());
                assertThat(early)
                        .containsOnlyKeys("/readyz", "/healthz", "/livez")
                        .containsEntry("/livez", "HTTP/1.1 200 OK")
                        .containsEntry("/readyz", "HTTP/1.1 503 Service Unavailable")
                        .containsEntry("/healthz", "HTTP/1.1 503 Service Unavailable");
                assertThat(answers.values())
                        .allSatisfy(answer ->
                                assertThat(answer)
                                        .succeedsWithin(Duration.ofSeconds(10))
                                        .isEqualTo("HTTP/1.1 200 OK"));
            }
        }
    }

    @Test
    void shouldLeaveNoStoreBehindWhenThePortIsTaken(@TempDir Path directory) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            // given
            Path files = directory.resolve("store");
            ServerOptions options =
                    options().port(taken.getLocalPort()).store(StoreChoice.in(files)).build();

            // then
            assertThatThrownBy(() -> StanchionServer.start(options))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(
                            "bind: address already in use\"; another program uses it");
            assertThat(files).doesNotExist();
        }
    }

    @Test
    void shouldLeaveNoStoreBehindWhenThePortForWebSocketsIsTaken(@TempDir Path directory)
            throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            // given
            Path files = directory.resolve("store");
            var webSockets = WebSocketOptions.onPort(taken.getLocalPort());
            ServerOptions options =
                    options()
                            .access(ClientAccess.DEFAULT.withWebSockets(webSockets))
                            .store(StoreChoice.in(files))
                            .build();

            // then
            assertThatThrownBy(() -> StanchionServer.start(options))
                    .hasMessageContaining(
                            "bind: address already in use\"; another program uses it");
            assertThat(files).doesNotExist();
        }
    }

    @Test
    void shouldLeaveNoStoreBehindWhenACertificateForWebSocketsIsMissing(@TempDir Path directory) {
        // given
        Path files = directory.resolve("store");
        var webSockets =
                WebSocketOptions.onPort(0)
                        .withTls(TlsOptions.of(directory.resolve("no"), directory.resolve("no")));
        ServerOptions options =
                options()
                        .access(ClientAccess.DEFAULT.withWebSockets(webSockets))
                        .store(StoreChoice.in(files))
                        .build();

        // then
        assertThatThrownBy(() -> StanchionServer.start(options)).isInstanceOf(StartException.class);
        assertThat(files).doesNotExist();
    }

    @Test
    void shouldSayWhereEachPortIsReached() {
        // given
        var webSockets = WebSocketOptions.onPort(0);
        ServerOptions options =
                options()
                        .monitoringPort(0)
                        .access(ClientAccess.DEFAULT.withWebSockets(webSockets))
                        .build();

        // when
        try (StanchionServer server = StanchionServer.start(options)) {
            // then
            ServerUrls urls = server.urls();
            assertThat(urls.nats()).containsExactly("nats://127.0.0.1:" + server.port());
            assertThat(urls.monitoring())
                    .containsExactly("http://127.0.0.1:" + server.monitoringPort());
            assertThat(urls.webSocket())
                    .hasSizeGreaterThan(0)
                    .allMatch(url -> url.matches("ws://[^ ]+:[1-9][0-9]*"))
                    .anyMatch(url -> url.startsWith("ws://127.0.0.1:"));
        }
    }

    /** Returns the first line of an answer that comes some time. */
    private static CompletableFuture<String> ask(int port, String path) {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try (Socket socket = new Socket(LOOPBACK, port)) {
                        socket.getOutputStream()
                                .write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(UTF_8));
                        String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
                        line.complete(answer.lines().findFirst().orElse("nothing"));
                    } catch (IOException | UncheckedIOException e) {
                        line.completeExceptionally(e);
                    }
                });
        return line;
    }

    /** Finds the monitoring port where people find it when they let the system choose one. */
    private static final class MonitoringPortInLog extends Handler implements AutoCloseable {
        private static final Logger LOGGER = Logger.getLogger(MonitoringPort.class.getName());

        private final CompletableFuture<Integer> port = new CompletableFuture<>();

        MonitoringPortInLog() {
            LOGGER.addHandler(this);
        }

        int port() {
            return port.join();
        }

        @Override
        public void publish(LogRecord event) {
            String line = event.getMessage();
            port.complete(Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
        }

        @Override
        public void flush() {} // nothing waits

        @Override
        public void close() {
            LOGGER.removeHandler(this);
        }
    }

    /** A store in memory; something happens when it is asked for its type, behind its recovery. */
    private record StoreThatWaits(Store store, Runnable whenRecovered) implements Store {
        StoreThatWaits(Runnable whenRecovered) {
            this(new MemoryStore(new NoJournal()), whenRecovered);
        }

        @Override
        public String type() {
            whenRecovered.run();
            return store.type();
        }

        @Override
        public RecoveredState recover() {
            return store.recover();
        }

        @Override
        public void initialize(ServerRecord server) {
            store.initialize(server);
        }

        @Override
        public ClientLog clients() {
            return store.clients();
        }

        @Override
        public void openChannel(
                String name,
                ChannelLimits limits,
                ShardExecutor owner,
                LogListener listener,
                Outcome<ChannelStore> outcome) {
            store.openChannel(name, limits, owner, listener, outcome);
        }

        @Override
        public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            store.deleteChannel(name, owner, outcome);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
