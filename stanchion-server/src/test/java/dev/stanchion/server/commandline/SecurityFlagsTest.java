package dev.stanchion.server.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.auth.Secret;
import dev.stanchion.nats.tls.ClientCertificates;
import dev.stanchion.nats.tls.Tls;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.server.flags.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Security on the line: what it says, alone and beside a file, and what is wrong with it. */
class SecurityFlagsTest {
    @TempDir private Path folder;

    private static NatsSecurity started(Request request) {
        assertThat(request).isInstanceOf(Request.Start.class);
        return ((Request.Start) request).options().security();
    }

    private static List<String> refused(Request request) {
        assertThat(request).isInstanceOf(Request.Refuse.class);
        return ((Request.Refuse) request).lines();
    }

    private static Request line(String... arguments) {
        return ServerCommandLine.read(
                List.of(arguments), Dialect.NATS_STREAMING_SERVER, Map.of(), "2.10.29");
    }

    @Test
    void shouldLetTheLineBeatTheFile() throws IOException {
        // when
        Path file =
                Files.writeString(
                        folder.resolve("a.conf"),
                        "authorization { user: a, password: p }\ntls { cert_file: c, key_file: k }");
        NatsSecurity security =
                started(line("-c", file.toString(), "-user", "b", "-pass", "q", "-tls=false"));

        // then
        assertThat(security.authentication().user()).isEqualTo("b");
        assertThat(security.authentication().password()).isEqualTo(Secret.of("q"));
        assertThat(security.tls()).isEqualTo(Tls.OFF);
    }

    @Test
    void shouldReadFlags() {
        // when
        NatsSecurity token = started(line("-auth", "t"));
        NatsSecurity tls =
                started(line("-tlscert", "c", "-tlskey", "k", "-tlsverify", "-tlscacert", "ca"));

        // then
        assertThat(token.authentication().token()).isEqualTo(Secret.of("t"));
        assertThat(tls.tls())
                .isEqualTo(
                        TlsOptions.of(Path.of("c"), Path.of("k"))
                                .withClientCertificates(
                                        ClientCertificates.VERIFIED, Path.of("ca")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-tls|TLS Server certificate must be present and valid (expected: -tlscert <file>)",
                "-tlscert c|TLS Server private key must be present and valid (expected: -tlskey <file>)",
                "-tls_client_cert c|TLS Server certificate must be present and valid (expected: -tlscert"
                        + " <file>)",
                "-pass s3cr3t|-pass: without a user it would let everybody in (expected: -user <name>"
                        + " beside it)",
            })
    void shouldRefuseFlagsThatMeanNothing(String arguments, String why) {
        assertThat(refused(line(arguments.split(" ", -1)))).containsExactly(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-ms 8443|TLS cert and key required for HTTPS",
                "-m 1 -ms 2|can't specify both HTTP (1) and HTTPs (2) ports",
            })
    void shouldNotMonitorAsItCannot(String arguments, String why) {
        assertThat(line(arguments.split(" ", -1)))
                .isInstanceOfSatisfying(
                        Request.Fail.class,
                        fail ->
                                assertThat(fail.failure())
                                        .isEqualTo(
                                                new Request.Failure.OfCore(
                                                        "Can't start monitoring: " + why)));
    }
}
