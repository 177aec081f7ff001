package dev.stanchion.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.conformance.RawWebSocket;
import dev.stanchion.nats.monitoring.MonitoringAddress;
import dev.stanchion.nats.monitoring.NatsPages;
import dev.stanchion.nats.monitoring.Parameters;
import dev.stanchion.nats.monitoring.ThisProcess;
import dev.stanchion.nats.websocket.WebSocketOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeaksFail.class)
class LameDuckIT {
    private static final Duration GRACE = Duration.ofMillis(300);

    private static void await(CompletionStage<Void> end) throws Exception {
        end.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void s13_122_shouldTellThoseThatUnderstandAndThenCloseAll() throws Exception {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            InetSocketAddress webSockets =
                    server.server()
                            .listenForWebSockets(WebSocketOptions.onPort(0).withHost("127.0.0.1"));
            RawClient old = server.client();
            old.flush();
            RawClient modern = server.client();
            modern.send("CONNECT {\"verbose\":false,\"protocol\":1}\r\nPING\r\n");
            assertThat(modern.readLine()).isEqualTo("PONG\r\n");
            RawClient withoutPing = RawClient.connect(server.address());
            RawWebSocket browser = RawWebSocket.connect(webSockets);
            browser.read();
            browser.send("CONNECT {\"verbose\":false,\"protocol\":1}\r\nPING\r\n");
            assertThat(browser.read().text()).isEqualTo("PONG\r\n");

            // when
            CompletionStage<Void> end = server.server().lameDuck(GRACE.multipliedBy(2), GRACE);

            // then
            assertThat(modern.readLine()).startsWith("INFO {").contains("\"ldm\":true");
            assertThat(browser.read().text()).startsWith("INFO {").contains("\"ldm\":true");
            assertThatThrownBy(() -> RawClient.connect(server.address()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> RawWebSocket.connect(webSockets))
                    .isInstanceOf(IOException.class);
            assertThat(healthOf(server.server())).isEqualTo(503);
            await(end);
            for (RawClient client : new RawClient[] {old, modern, withoutPing}) {
                assertThat(client.readToEnd()).isEmpty();
            }
            assertThat(browser.read().closing()).isEqualTo("1001 Server Shutdown");
            assertThat(server.server().closedConnections())
                    .hasSize(4)
                    .allSatisfy(closed ->
                            assertThat(closed.end().orElseThrow().reason())
                                    .isEqualTo("Server Shutdown"));
            withoutPing.close();
            browser.close();
        }
    }

    private static int healthOf(NatsServer server) throws Exception {
        var pages =
                new NatsPages(
                        server,
                        new MonitoringAddress("", 0, 0, ""),
                        new ThisProcess(),
                        Instant::now);
        return pages.at("/healthz", Parameters.parse(""))
                .orElseThrow()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .status();
    }

    @Test
    void shouldServeClientsUntilTheyHaveToGo() throws Exception {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            RawClient client = server.client();
            client.flush();

            // when
            server.server().lameDuck(Duration.ofMinutes(2), Duration.ofMinutes(1));
            client.send("SUB foo 1\r\nPUB foo 1\r\nx\r\n");

            // then
            assertThat(client.read(16)).isEqualTo("MSG foo 1 1\r\nx\r\n");
        }
    }

    @Test
    void shouldEndAtOnceIfNobodyIsThere() throws Exception {
        try (TestServer server = TestServer.start(TestServer.options())) {
            await(server.server().lameDuck(Duration.ofMinutes(2), Duration.ofMinutes(1)));
        }
    }

    @Test
    void shouldSpreadManyClientsOverAShortTime() throws Exception {
        try (TestServer server = TestServer.start(TestServer.options())) {
            // given
            for (int i = 0; i < 200; i++) {
                server.client();
            }

            // when
            var first = server.server().lameDuck(Duration.ofMillis(60), Duration.ofMillis(10));
            var second = server.server().lameDuck(Duration.ofDays(2), Duration.ofDays(1));

            // then: the second call has changed nothing
            await(first);
            await(second);
        }
    }

    @Test
    void shouldRefuseAGracePeriodThatLeavesNoTime() {
        try (var server = new NatsServer(TestServer.options())) {
            server.start();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> server.lameDuck(GRACE, GRACE))
                    .withMessageContaining("lame_duck_grace_period");
        }
    }
}
