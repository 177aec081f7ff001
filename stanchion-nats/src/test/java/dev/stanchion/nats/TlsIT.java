package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.User;
import dev.stanchion.nats.permission.Permissions;
import dev.stanchion.nats.permission.Responses;
import dev.stanchion.nats.permission.SubjectRules;
import dev.stanchion.nats.tls.ClientCertificates;
import dev.stanchion.nats.tls.HandshakeFirst;
import dev.stanchion.nats.tls.TestAuthority;
import dev.stanchion.nats.tls.TlsException;
import dev.stanchion.nats.tls.TlsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Encrypted connections: checks 117 to 120 of {@code spec/nats-core.md} 13, and sections 7.5, 8.
 */
@ExtendWith(LeaksFail.class)
class TlsIT {
    private static final String CONNECT = "CONNECT {\"verbose\":false,\"pedantic\":false}\r\n";

    /** How long a handshake may take. The default is too short for a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** With the suites TLS_RSA_WITH_AES_128_CBC_SHA and …_256_…, and no extensions. */
    private static final byte[] HELLO_OF_TLS_1_1 =
            HexFormat.of()
                    .parseHex(
                            "160301002f" // handshake, 47 bytes
                                    + "0100002b" // client hello, 43 bytes
                                    + "0302" // TLS 1.1
                                    + "ab".repeat(32) // random
                                    + "00" // no session
                                    + "0004002f0035" // suites
                                    + "0100"); // no compression

    @TempDir private Path folder;
    private TestAuthority authority;
    private TlsOptions tls;

    @BeforeEach
    void issue() throws IOException {
        authority = new TestAuthority(folder, "ca");
        TestAuthority.Issued server = authority.server("server", "EC");
        tls = TlsOptions.of(server.certFile(), server.keyFile()).withTimeout(PATIENCE);
    }

    private static TestServer start(TlsOptions tls) {
        return TestServer.start(NatsSecurity.NONE.withTls(tls));
    }

    private static RawClient connect(TestServer server) throws IOException {
        return RawClient.connect(server.address());
    }

    private static String pong(RawClient client) throws IOException {
        client.send(CONNECT);
        return client.flush();
    }

    @Test
    void s13_117_shouldEndAPlainConnectionWithoutAWord() throws IOException {
        try (TestServer server = start(tls);
                RawClient client = connect(server)) {
            // when
            client.send(CONNECT + "PING\r\n");

            // then
            assertThat(client.info()).contains("\"tls_required\":true");
            assertThat(client.readToEndOrReset()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void s13_117_shouldEncryptBehindInfoWithKeysOfEitherKind(String algorithm) throws IOException {
        // given
        TestAuthority.Issued issued = authority.server(algorithm, algorithm);
        try (TestServer server = start(TlsOptions.of(issued.certFile(), issued.keyFile()));
                RawClient client = connect(server)) {
            // when
            client.encrypt(authority.clientContext());

            // then: no second INFO comes before the PONG
            assertThat(pong(client)).isEqualTo("PONG\r\n");
            assertThat(client.tlsVersion()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void s13_117_shouldEndAnIdleConnectionAfterTheTimeout() throws IOException {
        try (TestServer server = start(tls.withTimeout(Duration.ofMillis(200)));
                RawClient client = connect(server)) {
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void s13_118_shouldTakePlainClientsWhereTheyAreAllowed() throws IOException {
        try (TestServer server = start(tls.withPlainAllowed(true));
                RawClient plain = connect(server);
                RawClient encrypted = connect(server)) {
            // when
            encrypted.encrypt(authority.clientContext());

            // then
            assertThat(plain.info())
                    .contains("\"tls_available\":true")
                    .doesNotContain("tls_required");
            assertThat(pong(plain)).isEqualTo("PONG\r\n");
            assertThat(pong(encrypted)).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void s13_119_shouldRequireCertificatesOfTheAuthority() throws IOException {
        // given
        TestAuthority.Issued known = authority.client("known", "CN=known");
        TestAuthority stranger = new TestAuthority(folder, "stranger");
        TestAuthority.Issued unknown = stranger.client("unknown", "CN=unknown");
        TlsOptions verifying =
                tls.withClientCertificates(ClientCertificates.VERIFIED, authority.file());
        try (TestServer server = start(verifying)) {
            // then
            try (RawClient client = connect(server)) {
                assertThat(client.info()).contains("\"tls_verify\":true");
                assertThat(pong(client.encrypt(authority.clientContext(known))))
                        .isEqualTo("PONG\r\n");
            }
            assertRefused(server, authority.clientContext());
            assertRefused(server, authority.clientContext(unknown));
        }
    }

    /** With TLS 1.3 a client learns it only when it reads. */
    private static void assertRefused(TestServer server, SSLContext context) throws IOException {
        try (RawClient client = connect(server)) {
            assertThatThrownBy(
                            () -> {
                                client.encrypt(context);
                                if (pong(client).isEmpty()) {
                                    throw new IOException("closed");
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void s13_120_shouldFindUsersByTheNamesOfCertificates() throws IOException {
        // given
        Permissions limited =
                Permissions.of(SubjectRules.only("mine"), SubjectRules.ALL, Responses.NONE);
        User mapped = User.of("derek@example.com", "").withPermissions(limited);
        User other = User.of("CN=other,OU=team,O=Example", "");
        NatsSecurity security =
                NatsSecurity.NONE
                        .withTls(
                                tls.withClientCertificates(
                                        ClientCertificates.MAPPED, authority.file()))
                        .withAuthentication(Authentication.NONE.withUsers(mapped, other));
        TestAuthority.Issued byMail =
                authority.client(
                        "mail", "CN=x", new GeneralName(GeneralName.rfc822Name, mapped.name()));
        TestAuthority.Issued bySubject = authority.client("dn", "O=Example,OU=team,CN=other");
        TestAuthority.Issued nobody = authority.client("nobody", "CN=nobody");
        try (TestServer server = TestServer.start(security)) {
            // then
            try (RawClient client = connect(server)) {
                client.encrypt(authority.clientContext(byMail));
                client.send(CONNECT + "PUB mine 1\r\nx\r\nPUB yours 1\r\nx\r\nPING\r\n");
                assertThat(client.readLine())
                        .isEqualTo("-ERR 'Permissions Violation for Publish to \"yours\"'\r\n");
                assertThat(client.readLine()).isEqualTo("PONG\r\n");
            }
            try (RawClient client = connect(server)) {
                assertThat(pong(client.encrypt(authority.clientContext(bySubject))))
                        .isEqualTo("PONG\r\n");
            }
            try (RawClient client = connect(server)) {
                client.encrypt(authority.clientContext(byMail));
                client.send("CONNECT {\"verbose\":false,\"pass\":\"extra\"}\r\n");
                assertThat(client.readToEnd()).isEqualTo("-ERR 'Authorization Violation'\r\n");
            }
            try (RawClient client = connect(server)) {
                client.encrypt(authority.clientContext(nobody));
                client.send(CONNECT);
                assertThat(client.readToEnd()).isEqualTo("-ERR 'Authorization Violation'\r\n");
            }
        }
    }

    @Test
    void s7_5_shouldTakePinnedKeysOnly() throws IOException {
        // given
        TestAuthority.Issued pinned = authority.client("pinned", "CN=pinned");
        TestAuthority.Issued other = authority.client("other", "CN=other");
        TlsOptions pinning =
                tls.withClientCertificates(ClientCertificates.VERIFIED, authority.file())
                        .withPinnedKeys(Set.of(TestAuthority.pinOf(pinned)));
        try (TestServer server = start(pinning)) {
            // then
            try (RawClient client = connect(server)) {
                assertThat(pong(client.encrypt(authority.clientContext(pinned))))
                        .isEqualTo("PONG\r\n");
            }
            assertRefused(server, authority.clientContext(other));
        }
    }

    @Test
    void s8_4_shouldGreetInsideWhereTheHandshakeComesFirst() throws IOException {
        try (TestServer server = start(tls.withHandshakeFirst(HandshakeFirst.ALWAYS));
                RawClient client = RawClient.connectUngreeted(server.address())) {
            // when
            assertThat(client.readWhileSilent()).isEmpty();
            client.encrypt(authority.clientContext());

            // then
            assertThat(client.readLine()).startsWith("INFO {").contains("\"tls_required\":true");
            assertThat(pong(client)).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void s8_4_shouldServeBothKindsOfClientsWhereEitherMayComeFirst() throws IOException {
        // given: the one is so patient that the greeting cannot come first
        var patient = new HandshakeFirst(Duration.ofMinutes(1));
        try (TestServer server = start(tls.withHandshakeFirst(patient));
                RawClient first = RawClient.connectUngreeted(server.address())) {
            first.encrypt(authority.clientContext());
            assertThat(first.readLine()).startsWith("INFO {");
            assertThat(pong(first)).isEqualTo("PONG\r\n");
        }
        try (TestServer server = start(tls.withHandshakeFirst(HandshakeFirst.AUTO));
                RawClient usual = connect(server)) {
            usual.encrypt(authority.clientContext());
            assertThat(pong(usual)).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void s8_3_shouldThrottleHandshakesInClearText() throws IOException {
        // given
        TlsOptions throttled = tls.withHandshakesPerSecond(1).withTimeout(Duration.ofSeconds(30));
        try (TestServer server = start(throttled)) {
            // when: of two in a row one is too many, unless a second ends between them
            String second = "";
            for (int attempt = 0; attempt < 10 && !second.startsWith("-ERR"); attempt++) {
                try (RawClient one = connect(server);
                        RawClient other = connect(server)) {
                    assertThat(one.info()).startsWith("INFO");
                    second = other.readWhileSilent().isEmpty() ? "" : "-" + other.readToEnd();
                }
            }

            // then
            assertThat(second)
                    .isEqualTo(
                            "-ERR 'Connection throttling is active. Please try again later.'\r\n");
        }
    }

    @Test
    void s8_3_shouldTakeTls12AndNothingOlder() throws IOException {
        try (TestServer server = start(tls)) {
            // when
            try (RawClient client = connect(server)) {
                client.encrypt(authority.clientContext(), "TLSv1.2");

                // then
                assertThat(pong(client)).isEqualTo("PONG\r\n");
                assertThat(client.tlsVersion()).isEqualTo("TLSv1.2");
            }

            // when
            try (RawClient client = connect(server)) {
                client.send(HELLO_OF_TLS_1_1);

                // then: a fatal alert, protocol_version (70)
                byte[] alert = client.readToEndOrReset().getBytes(ISO_8859_1);
                assertThat(alert).hasSize(7).startsWith(0x15, 0x03).endsWith(2, 70);
            }
        }
    }

    @Test
    void s8_3_shouldUseTheConfiguredAlgorithms() throws IOException {
        // given
        TlsOptions chosen =
                tls.withAlgorithms(
                        List.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"), List.of("CurveP256"));
        try (TestServer server = start(chosen);
                RawClient client = connect(server)) {
            assertThat(pong(client.encrypt(authority.clientContext()))).isEqualTo("PONG\r\n");
        }
        assertThatThrownBy(() -> start(tls.withAlgorithms(List.of("NOT_A_CIPHER"), List.of())))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("unrecognized cipher NOT_A_CIPHER");
    }

    @Test
    void shouldCarryLargeMessagesAndManyOfThem() throws IOException {
        // given
        int count = 200;
        int size = 100_000;
        try (TestServer server = start(tls);
                RawClient subscriber = connect(server);
                RawClient publisher = connect(server)) {
            subscriber.encrypt(authority.clientContext());
            publisher.encrypt(authority.clientContext());
            subscriber.send(CONNECT + "SUB big 1\r\n");
            subscriber.flush();

            // when
            Thread reader =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    publisher.send(CONNECT);
                                    for (int i = 0; i < count; i++) {
                                        publisher.send(
                                                "PUB big "
                                                        + size
                                                        + "\r\n"
                                                        + "x".repeat(size)
                                                        + "\r\n");
                                    }
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            });

            // then
            assertThat(subscriber.skipMessages(count)).isEqualTo((long) count * size);
            joined(reader);
        }
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void s6_2_shouldStartTheClockOfAuthenticationAfterTheHandshake() throws IOException {
        // given
        NatsSecurity security =
                NatsSecurity.NONE
                        .withTls(tls)
                        .withAuthentication(
                                Authentication.NONE
                                        .withUser("u", "p")
                                        .withTimeout(Duration.ofMillis(300)));
        try (TestServer server = TestServer.start(security);
                RawClient client = connect(server)) {
            // when
            client.encrypt(authority.clientContext());

            // then
            assertThat(client.readToEnd()).isEqualTo("-ERR 'Authentication Timeout'\r\n");
        }
    }

    @Test
    void shouldTakeChangedCertificatesWithoutEndingConnections() throws IOException {
        // given
        TestAuthority next = new TestAuthority(folder, "next");
        TestAuthority.Issued renewed = next.server("renewed", "RSA");
        try (TestServer server = start(tls);
                RawClient before = connect(server)) {
            before.encrypt(authority.clientContext());
            pong(before);

            // when
            replace(tls.certificateFile(), renewed.certFile());
            replace(tls.keyFile(), renewed.keyFile());
            server.server().reload(NatsSecurity.NONE.withTls(tls));

            // then
            assertThat(before.flush()).isEqualTo("PONG\r\n");
            try (RawClient after = connect(server)) {
                assertThat(pong(after.encrypt(next.clientContext()))).isEqualTo("PONG\r\n");
            }
            assertRefused(server, authority.clientContext());
        }
    }

    @Test
    void shouldStayAsItIsIfAChangedFileCannotBeUsed() throws IOException {
        try (TestServer server = start(tls)) {
            // when
            Files.writeString(tls.certificateFile(), "no certificate");

            // then
            assertThatThrownBy(() -> server.server().reload(NatsSecurity.NONE.withTls(tls)))
                    .isInstanceOf(TlsException.class)
                    .hasMessageContaining(tls.certificateFile().toString());
            try (RawClient client = connect(server)) {
                assertThat(pong(client.encrypt(authority.clientContext()))).isEqualTo("PONG\r\n");
            }
        }
    }

    private static void replace(Path file, Path by) throws IOException {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
