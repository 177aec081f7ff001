package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.KeyUser;
import dev.stanchion.nats.auth.NKey;
import dev.stanchion.nats.auth.NKeyTest;
import dev.stanchion.nats.auth.User;
import dev.stanchion.nats.tls.ClientCertificates;
import dev.stanchion.nats.tls.HandshakeFirst;
import dev.stanchion.nats.tls.TestAuthority;
import dev.stanchion.nats.tls.TlsOptions;
import io.nats.client.AuthHandler;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Java client, unmodified, by every way to come in. */
@SuppressWarnings("try") // Connection.close may be interrupted, and then the test is
class RealClientIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HASH =
            "$2a$04$Q.CgCP2Sl9pkcTXEZHazaeMwPaAkSHk7AI51HkyMt5iJQQyUA4qxq";

    @TempDir private Path folder;

    private static Options.Builder options(TestServer server) {
        return new Options.Builder()
                .server("nats://localhost:" + server.address().getPort())
                .connectionTimeout(PATIENCE)
                .noReconnect()
                .errorListener(new ErrorListener() {});
    }

    private static TestServer start(Authentication authentication) {
        return TestServer.start(NatsSecurity.NONE.withAuthentication(authentication));
    }

    private static void exchange(Options options) throws IOException, InterruptedException {
        try (Connection connection = Nats.connect(options)) {
            Subscription subscription = connection.subscribe("greetings");
            connection.publish("greetings", "hello".getBytes(UTF_8));
            Message message = subscription.nextMessage(PATIENCE);
            assertThat(message).isNotNull();
            assertThat(new String(message.getData(), UTF_8)).isEqualTo("hello");
        }
    }

    /** The client waits for its own time-out after a refusal. */
    private static void assertRefused(Options options) {
        Options hasty =
                new Options.Builder(options).connectionTimeout(Duration.ofSeconds(1)).build();
        assertThatThrownBy(() -> Nats.connect(hasty).close()).isInstanceOf(IOException.class);
    }

    @Test
    void shouldComeInByUserAndPassword() throws IOException, InterruptedException {
        try (TestServer server = start(Authentication.NONE.withUsers(User.of("derek", HASH)))) {
            exchange(options(server).userInfo("derek", "IW@$6v(y1(t@fhPDvf!5^%").build());
            assertRefused(options(server).userInfo("derek", "wrong").build());
            assertRefused(options(server).build());
        }
    }

    @Test
    void shouldComeInByToken() throws IOException, InterruptedException {
        try (TestServer server = start(Authentication.NONE.withToken("t0k3n"))) {
            exchange(options(server).token("t0k3n".toCharArray()).build());
            assertRefused(options(server).token("wrong".toCharArray()).build());
        }
    }

    @Test
    void shouldComeInByKey() throws IOException, InterruptedException {
        // given
        KeyUser user = KeyUser.of(NKey.parse(NKeyTest.PUBLIC).orElseThrow());
        try (TestServer server = start(Authentication.NONE.withKeyUsers(user))) {
            exchange(options(server).authHandler(new Seed()).build());
            assertRefused(options(server).build());
        }
    }

    @Test
    void shouldEncrypt() throws IOException, InterruptedException {
        // given
        TestAuthority authority = new TestAuthority(folder, "ca");
        TestAuthority.Issued issued = authority.server("server", "RSA");
        TlsOptions tls = TlsOptions.of(issued.certFile(), issued.keyFile());
        SSLContext trusting = authority.clientContext();
        try (TestServer server = TestServer.start(NatsSecurity.NONE.withTls(tls))) {
            exchange(options(server).sslContext(trusting).build());
        }
        TlsOptions first = tls.withHandshakeFirst(HandshakeFirst.ALWAYS);
        try (TestServer server = TestServer.start(NatsSecurity.NONE.withTls(first))) {
            exchange(options(server).sslContext(trusting).tlsFirst().build());
        }
    }

    @Test
    void shouldComeInByCertificate() throws IOException, InterruptedException {
        // given
        TestAuthority authority = new TestAuthority(folder, "ca");
        TestAuthority.Issued issued = authority.server("server", "EC");
        TestAuthority.Issued client = authority.client("client", "O=Example,CN=orders");
        TlsOptions tls =
                TlsOptions.of(issued.certFile(), issued.keyFile())
                        .withClientCertificates(ClientCertificates.MAPPED, authority.file());
        NatsSecurity security =
                NatsSecurity.NONE
                        .withTls(tls)
                        .withAuthentication(
                                Authentication.NONE.withUsers(User.of("CN=orders,O=Example", "")));
        try (TestServer server = TestServer.start(security)) {
            exchange(options(server).sslContext(authority.clientContext(client)).build());
            assertRefused(options(server).sslContext(authority.clientContext()).build());
        }
    }

    /** Signs as a client with the seed does. */
    private static final class Seed implements AuthHandler {
        @Override
        public byte[] sign(byte[] nonce) {
            try {
                return NKeyTest.sign(nonce);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public char[] getID() {
            return NKeyTest.PUBLIC.toCharArray();
        }

        @Override
        public char[] getJWT() {
            return new char[0];
        }
    }
}
