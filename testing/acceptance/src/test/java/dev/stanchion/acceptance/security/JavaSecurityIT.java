package dev.stanchion.acceptance.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.SubscriptionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code java-nats-streaming} 2.2.3 on its jnats, unmodified. */
@SuppressWarnings("try") // Connection.close may be interrupted, and then the test is
class JavaSecurityIT {
    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path folder;

    private static io.nats.client.Options.Builder nats(Server server) {
        return new io.nats.client.Options.Builder()
                .server("nats://localhost:" + server.port())
                .userInfo(SecureServer.USER.toCharArray(), SecureServer.PASSWORD.toCharArray())
                .connectionTimeout(Duration.ofSeconds(30))
                .noReconnect();
    }

    private static void exchange(io.nats.client.Options options)
            throws IOException, InterruptedException, TimeoutException {
        try (Connection connection = Nats.connect(options)) {
            Options streaming =
                    new Options.Builder()
                            .natsConn(connection)
                            .clusterId(Server.CLUSTER_ID)
                            .clientId("java")
                            .build();
            StreamingConnection client =
                    NatsStreaming.connect(Server.CLUSTER_ID, "java", streaming);
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            client.subscribe(
                    SecureServer.ALLOWED,
                    message -> received.add(new String(message.getData(), UTF_8)),
                    new SubscriptionOptions.Builder().deliverAllAvailable().build());
            client.publish(SecureServer.ALLOWED, "ticket".getBytes(UTF_8));
            assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("ticket");
            assertThatThrownBy(() -> client.publish(SecureServer.DENIED, "x".getBytes(UTF_8)))
                    .hasMessageContaining(
                            "stan: not allowed to publish to channel 'payments:done' (user"
                                    + " 'clerk')");
            client.close();
        }
    }

    @Test
    void shouldServeAUserWithRightsPerChannel()
            throws IOException, InterruptedException, TimeoutException {
        // given
        SecureServer secure = new SecureServer(folder);
        secure.writeUsers("");
        Server server = Server.start(programs, "-c", secure.file().toString());

        // then
        exchange(nats(server).build());
    }

    @Test
    void shouldServeItOverTls()
            throws IOException, InterruptedException, TimeoutException, GeneralSecurityException {
        // given
        SecureServer secure = new SecureServer(folder);
        secure.issueCertificate();
        secure.writeUsers(secure.tls());
        Server server = Server.start(programs, "-c", secure.file().toString());

        // then
        exchange(nats(server).sslContext(trusting(secure.authority())).build());
    }

    static SSLContext trusting(Path authority) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
