package dev.stanchion.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.nats.conformance.RawWebSocket;
import dev.stanchion.nats.monitoring.MonitoringAddress;
import dev.stanchion.nats.monitoring.NatsPages;
import dev.stanchion.nats.monitoring.Parameters;
import dev.stanchion.nats.monitoring.ThisProcess;
import dev.stanchion.nats.tls.TestAuthority;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.nats.websocket.WebSocketOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** WebSocket clients whose connections are encrypted ({@code spec/nats-core.md} 9). */
@ExtendWith(LeaksFail.class)
class SecureWebSocketIT {
    @TempDir private Path folder;
    private TestAuthority authority;
    private TestServer server;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws IOException {
        authority = new TestAuthority(folder, "ca");
        TestAuthority.Issued issued = authority.server("server", "EC");
        server = TestServer.start(TestServer.options());
        address =
                server.server()
                        .listenForWebSockets(
                                WebSocketOptions.onPort(0)
                                        .withHost("127.0.0.1")
                                        .withTls(
                                                TlsOptions.of(
                                                        issued.certFile(), issued.keyFile())));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void s9_shouldCarryMessagesOverTlsAndShowSo() throws Exception {
        try (RawWebSocket client =
                RawWebSocket.connectEncrypted(address, authority.clientContext())) {
            // given
            assertThat(client.response()).startsWith("HTTP/1.1 101 ");
            assertThat(client.read().text()).startsWith("INFO {");
            client.send(TestServer.CONNECT + "SUB tickets 7\r\nPING\r\n");
            String pong = "PONG\r\n";
            assertThat(client.readText(pong.length())).isEqualTo(pong);

            // when
            client.send("PUB tickets 5\r\nhello\r\n");

            // then
            String message = "MSG tickets 7 5\r\nhello\r\n";
            assertThat(client.readText(message.length())).isEqualTo(message);
            assertThat(connz())
                    .contains("\"type\": \"websocket\"", "\"tls_version\": \"1.3\"")
                    .contains("\"tls_cipher_suite\": \"TLS_");
        }
    }

    private String connz() throws Exception {
        var pages =
                new NatsPages(
                        server.server(),
                        new MonitoringAddress("", 0, 0, ""),
                        new ThisProcess(),
                        Instant::now);
        return pages.at("/connz", Parameters.parse("auth=1"))
                .orElseThrow()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .body();
    }

    @Test
    void s9_shouldBeRefusedByAClientThatTrustsSomebodyElse() throws IOException {
        TestAuthority other = new TestAuthority(folder, "other");

        assertThatThrownBy(() -> RawWebSocket.connectEncrypted(address, other.clientContext()))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void s9_shouldEndAClientThatDoesNotEncrypt() throws IOException {
        try (RawWebSocket plain = RawWebSocket.connect(address)) {
            assertThat(plain.response()).doesNotContain("101");
        }
        assertThat(server.server().counters().totalConnections()).isZero();
    }
}
