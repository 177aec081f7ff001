package dev.stanchion.acceptance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.Command;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The flags for TLS between the two parts of NATS Streaming. Here both parts are one process. So no
 * value of these flags prevents the start, and the server logs that they have no effect.
 */
@Tag("long")
@TestInstance(Lifecycle.PER_CLASS)
class ClientTlsIT {
    private static final String NO_CONNECTION =
            " has no effect: the streaming part reaches the embedded NATS server without a"
                    + " connection";

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    @BeforeAll
    void assumeStanchion() {
        Server.start(programs).assumeStanchion("it has such a connection");
    }

    @Test
    void s11_32_shouldStartWithoutTlsWhateverIsSaidAboutItsOwnConnection() {
        // when
        Program server =
                launch("listen: \"127.0.0.1:-1\"\nstreaming { tls { client_ca: \"c\" } }\n");

        // then
        server.awaitLine("Streaming Server is ready");
        server.awaitLine(NO_CONNECTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "server_name: localhost", "insecure: true"})
    void s11_33_shouldStartWithACertificateOfAnyNames(String ownTls) {
        // given
        Assumptions.assumeTrue(Command.isOnThePath("openssl"), "no openssl here");
        Command.run(
                directory,
                ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
                                + " -subj /CN=localhost -addext subjectAltName=DNS:localhost"
                                + " -keyout key.pem -out cert.pem")
                        .split(" ", -1));

        // when
        Program server =
                launch(
                        """
                        listen: "0.0.0.0:-1"
                        tls { cert_file: "DIR/cert.pem", key_file: "DIR/key.pem"
                          ca_file: "DIR/cert.pem", verify: true }
                        streaming { tls { OWN } }
                        """
                                .replace("DIR", directory.toString())
                                .replace("OWN", ownTls));

        // then
        server.awaitLine("Streaming Server is ready");
        if (!ownTls.isEmpty()) {
            server.awaitLine(NO_CONNECTION);
        }
        assertThat(server.isAlive()).isTrue();
    }

    private Program launch(String file) {
        return Server.launch(programs, Map.of(), List.of("-c", ConfigFile.of(file)));
    }
}
