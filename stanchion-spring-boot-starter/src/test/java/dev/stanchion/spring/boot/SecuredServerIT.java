package dev.stanchion.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.KeyUser;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.spring.StanTemplate;
import io.nats.client.NKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications whose server asks for TLS or for a signature. */
@Timeout(120)
class SecuredServerIT {
    @TempDir private Path directory;

    private static StanchionServer serverWith(NatsSecurity security) {
        return StanchionServer.start(
                ServerOptions.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .clusterId(BrokerInProcess.CLUSTER)
                        .security(security)
                        .build());
    }

    private static ApplicationContextRunner application(String url) {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(
                                StanchionAutoConfiguration.class, SslAutoConfiguration.class))
                .withPropertyValues(
                        "stanchion.url=" + url,
                        "stanchion.cluster-id=" + BrokerInProcess.CLUSTER,
                        "stanchion.connect-timeout=30s",
                        "stanchion.recovery.at-start=false");
    }

    @Test
    void shouldTrustTheCertificatesOfAnSslBundle() throws IOException {
        // given
        ServerCertificate certificate = ServerCertificate.make(directory);
        NatsSecurity encrypted =
                NatsSecurity.NONE.withTls(
                        TlsOptions.of(certificate.certificate(), certificate.key()));
        try (StanchionServer server = serverWith(encrypted)) {
            ApplicationContextRunner application = application("tls://127.0.0.1:" + server.port());

            // then
            application
                    .withPropertyValues(
                            "spring.ssl.bundle.pem.nats.truststore.certificate=file:"
                                    + certificate.certificate(),
                            "stanchion.ssl.bundle=nats")
                    .run(context ->
                            assertThat(context.getBean(StanTemplate.class).send("c", "x").channel())
                                    .isEqualTo("c"));
            application.run(context -> assertThat(context).hasFailed());
        }
    }

    @Test
    void shouldNameABundleThatIsNotThere() {
        application("tls://127.0.0.1:1")
                .withPropertyValues("stanchion.ssl.bundle=nats")
                .run(context ->
                        assertThat(context)
                                .getFailure()
                                .hasStackTraceContaining("SSL bundle name 'nats' cannot be found"));
    }

    @Test
    void shouldSignWithTheKeyOfAFile() throws IOException, GeneralSecurityException {
        // given
        NKey key = NKey.createUser(new SecureRandom());
        Path seed =
                Files.writeString(
                        directory.resolve("orders.nk"), new String(key.getSeed()) + "\n# orders\n");
        Path other =
                Files.writeString(
                        directory.resolve("other.nk"),
                        new String(NKey.createUser(new SecureRandom()).getSeed()));
        KeyUser user =
                KeyUser.of(
                        dev.stanchion.nats.auth.NKey.parse(new String(key.getPublicKey()))
                                .orElseThrow());
        NatsSecurity signed =
                NatsSecurity.NONE.withAuthentication(Authentication.NONE.withKeyUsers(user));
        try (StanchionServer server = serverWith(signed)) {
            ApplicationContextRunner application = application(server.clientUrl());

            // then
            application
                    .withPropertyValues("stanchion.nkey-file=" + seed)
                    .run(context ->
                            assertThat(context.getBean(StanTemplate.class).send("c", "x").channel())
                                    .isEqualTo("c"));
            application
                    .withPropertyValues("stanchion.nkey-file=" + other)
                    .run(context -> assertThat(context).hasFailed());
        }
    }
}
