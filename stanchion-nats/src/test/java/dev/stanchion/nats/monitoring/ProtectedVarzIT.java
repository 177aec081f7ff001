package dev.stanchion.nats.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.LeaksFail;
import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.tls.ClientCertificates;
import dev.stanchion.nats.tls.TestAuthority;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.nats.websocket.WebSocketOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /varz} says of protection and of chosen ports, as nats-server 2.10.29 does. */
@ExtendWith(LeaksFail.class)
class ProtectedVarzIT {
    private static final NatsServerOptions OPTIONS =
            NatsServerOptions.defaults().withHost("127.0.0.1").withPort(-1).withLoops(1);

    @TempDir private Path folder;

    private static String varz(NatsServer server) throws Exception {
        var pages =
                new NatsPages(
                        server,
                        new MonitoringAddress("127.0.0.1", 0, 8443, ""),
                        new ThisProcess(),
                        Instant::now);
        return pages.at("/varz", Parameters.parse(""))
                .orElseThrow()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .body();
    }

    private TlsOptions tls() throws IOException {
        var authority = new TestAuthority(folder, "ca");
        TestAuthority.Issued issued = authority.server("server", "EC");
        return TlsOptions.of(issued.certFile(), issued.keyFile())
                .withClientCertificates(ClientCertificates.VERIFIED, authority.file())
                .withTimeout(Duration.ofMillis(3500));
    }

    @Test
    void s10_shouldSayWhatClientsMustDo() throws Exception {
        // given
        NatsSecurity security =
                NatsSecurity.NONE
                        .withAuthentication(Authentication.NONE.withToken("hidden"))
                        .withTls(tls());
        try (var server = new NatsServer(OPTIONS, security)) {
            server.start();

            // when
            String varz = varz(server);

            // then: who must also encrypt has a second more to log in
            assertThat(varz)
                    .contains(
                            """
                              "auth_required": true,
                              "tls_required": true,
                              "tls_verify": true,
                              "max_connections": 65536,
                            """)
                    .contains("\"https_port\": 8443,\n  \"auth_timeout\": 4.5,")
                    .contains("\"http_port\": 0,", "\"tls_timeout\": 3.5,")
                    .doesNotContain("hidden");
        }
    }

    @Test
    void s10_shouldShowThePortsThatTheSystemChose() throws Exception {
        try (var server = new NatsServer(OPTIONS)) {
            // given
            server.start();
            int port = server.listen().getPort();
            int webSockets =
                    server.listenForWebSockets(WebSocketOptions.onPort(-1).withHost("127.0.0.1"))
                            .getPort();

            // when
            String varz = varz(server);

            // then
            assertThat(varz)
                    .contains("\"port\": " + port + ",\n  \"max_connections\"")
                    .contains("\"port\": " + webSockets + ",\n    \"no_tls\"")
                    .contains("\"auth_timeout\": 2,", "\"tls_timeout\": 2,")
                    .doesNotContain("_required", "tls_verify");
        }
    }
}
