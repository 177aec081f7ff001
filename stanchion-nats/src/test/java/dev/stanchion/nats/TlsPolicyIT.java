package dev.stanchion.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.tls.ClientCertificates;
import dev.stanchion.nats.tls.TestAuthority;
import dev.stanchion.nats.tls.TlsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server takes of what TLS 1.2 allows, and what it says about who is refused. */
@ExtendWith(LeaksFail.class)
@Isolated("reads what the whole process logs")
class TlsPolicyIT {
    private static final String CONNECT = "CONNECT {\"verbose\":false,\"pedantic\":false}\r\n";
    private static final String CBC = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA";

    @TempDir private Path folder;
    private TestAuthority authority;
    private TlsOptions tls;

    @BeforeEach
    void issue() throws IOException {
        authority = new TestAuthority(folder, "ca");
        TestAuthority.Issued server = authority.server("server", "EC");
        tls = TlsOptions.of(server.certFile(), server.keyFile());
    }

    private static TestServer start(TlsOptions tls) {
        return TestServer.start(NatsSecurity.NONE.withTls(tls));
    }

    private RawClient connect(TestServer server, String suite) throws IOException {
        return RawClient.connect(server.address())
                .encrypt(
                        authority.clientContext(),
                        socket -> {
                            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                            socket.setEnabledCipherSuites(new String[] {suite});
                        });
    }

    @Test
    void shouldEndAConnectionThatAsksForAnotherHandshake() throws IOException {
        try (TestServer server = start(tls);
                RawClient client = RawClient.connect(server.address());
                RawClient other = RawClient.connect(server.address())) {
            client.encrypt(authority.clientContext(), "TLSv1.2");
            other.encrypt(authority.clientContext(), "TLSv1.2");
            client.send(CONNECT);
            assertThat(client.flush()).isEqualTo("PONG\r\n");

            // when
            assertThatThrownBy(
                            () -> {
                                client.handshakeAgain();
                                if (!client.flush().equals("PONG\r\n")) {
                                    throw new IOException("closed");
                                }
                            })
                    .isInstanceOf(IOException.class);

            // then
            other.send(CONNECT);
            assertThat(other.flush()).as("another connection").isEqualTo("PONG\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            })
    void shouldTakeSuitesThatAuthenticate(String suite) throws IOException {
        try (TestServer server = start(tls);
                RawClient client = connect(server, suite)) {
            client.send(CONNECT);
            assertThat(client.flush()).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void shouldTakeSuitesWithCbcOnlyIfConfigured() throws IOException {
        try (TestServer server = start(tls)) {
            assertThatThrownBy(() -> connect(server, CBC)).isInstanceOf(SSLException.class);
        }
        try (TestServer server = start(tls.withAlgorithms(List.of(CBC), List.of()));
                RawClient client = connect(server, CBC)) {
            client.send(CONNECT);
            assertThat(client.flush()).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void shouldSayThatACertificateHasExpired() throws IOException {
        // given
        TestAuthority.Issued expired = authority.expiredClient("late");
        TlsOptions verifying =
                tls.withClientCertificates(ClientCertificates.VERIFIED, authority.file());
        Lines lines = new Lines();
        Logger logger = Logger.getLogger("dev.stanchion.nats");
        logger.addHandler(lines);
        try (TestServer server = start(verifying);
                RawClient client = RawClient.connect(server.address())) {
            // when
            assertThatThrownBy(
                            () -> {
                                client.encrypt(authority.clientContext(expired));
                                if (client.readToEnd().isEmpty()) {
                                    throw new IOException("closed");
                                }
                            })
                    .isInstanceOf(IOException.class);
        } finally {
            logger.removeHandler(lines);
        }

        // then
        assertThat(lines.texts)
                .filteredOn(text -> text.contains("TLS handshake error"))
                .singleElement()
                .asString()
                .contains("the client's certificate has expired (NotAfter: ");
    }

    private static final class Lines extends Handler {
        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            texts.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
