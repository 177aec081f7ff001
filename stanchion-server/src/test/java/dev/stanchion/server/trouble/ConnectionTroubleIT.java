package dev.stanchion.server.trouble;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.nats.link.LinkCredentials;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.nats.tls.ClientTlsOptions;
import dev.stanchion.server.ExternalNats;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs, users and certificates with which a server cannot connect to the NATS cluster. */
@Tag("long")
class ConnectionTroubleIT {
    @RegisterExtension private final Programs programs = new Programs();
    @TempDir private Path directory;

    /** Both kinds of server find out in the same way, with the store or with the clients. */
    private static AbstractThrowableAssert<?, ? extends Throwable> refusal(
            boolean withStreams, ExternalNats cluster) {
        ServerOptions.Builder options =
                withStreams
                        ? Streams.options("nats://127.0.0.1:1")
                        : ServerOptions.builder().clusterId(Streams.CLUSTER);
        return assertThatThrownBy(
                        () -> StanchionServer.start(options.externalNats(cluster).build()))
                .isInstanceOf(StartException.class);
    }

    private NatsServer guarded(String configuration) throws IOException {
        Path file = Files.writeString(directory.resolve("nats.conf"), configuration);
        return Streams.nats(programs, directory, "-c", file.toString());
    }

    private static ExternalNats over(NatsServer nats, ClientTlsOptions tls) {
        return new ExternalNats(
                ServerAddress.parse("tls://localhost:" + nats.port()), LinkCredentials.NONE, tls);
    }

    private static ClientTlsOptions trusting(PemFiles server) {
        return new ClientTlsOptions(true, Path.of(""), Path.of(""), server.authority(), "", false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNameTheUrlWhereNobodyListens(boolean withStreams) {
        refusal(withStreams, ExternalNats.of("nats://127.0.0.1:1"))
                .hasMessageContaining("nats: no servers available for connection")
                .hasMessageContaining("nats://127.0.0.1:1: connection refused");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNameAHostThatDoesNotExist(boolean withStreams) {
        refusal(withStreams, ExternalNats.of("nats://no-such-host.invalid:4222"))
                .hasMessageContaining("lookup no-such-host.invalid: no such host");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSayThatTheClusterDoesNotLetItsUserIn(boolean withStreams) throws IOException {
        // given
        NatsServer nats = guarded("authorization { user: u, password: p }");

        // when // then
        refusal(withStreams, ExternalNats.of("nats://u:wrong@127.0.0.1:" + nats.port()))
                .hasMessageContaining("Authorization Violation")
                .hasMessageContaining("127.0.0.1:" + nats.port())
                .hasMessageNotContaining("wrong");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSayThatTheCertificateOfTheClusterHasExpired(boolean withStreams) throws IOException {
        // given
        PemFiles expired = PemFiles.ofAYearAgo(directory, "expired", "localhost");
        NatsServer nats =
                guarded(
                        "tls { cert_file: \"%s\", key_file: \"%s\" }"
                                .formatted(expired.certificate(), expired.key()));

        // when // then
        refusal(withStreams, over(nats, trusting(expired)))
                .hasMessageContaining("the server's certificate has expired");
    }

    @Test
    void shouldSayThatItsOwnCertificateHasExpired() throws IOException {
        // given
        PemFiles valid = PemFiles.ofToday(directory, "valid", "localhost");
        PemFiles expired = PemFiles.ofAYearAgo(directory, "expired", "stanchion");
        NatsServer nats =
                guarded(
                        "tls { cert_file: \"%s\", key_file: \"%s\", ca_file: \"%s\", verify: true }"
                                .formatted(valid.certificate(), valid.key(), expired.authority()));

        // when // then
        refusal(
                        true,
                        over(
                                nats,
                                new ClientTlsOptions(
                                        true,
                                        expired.certificate(),
                                        expired.key(),
                                        valid.authority(),
                                        "",
                                        false)))
                .hasMessageContaining("tls://localhost:" + nats.port())
                .hasMessageContaining("certificate_expired");
    }
}
