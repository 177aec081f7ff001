package dev.stanchion.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stanchion.cli.testing.OwnCertificate;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.StreamingException.Kind;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.flags.Dialect;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each reason why no connection comes about has its own sentence and its own remedy. */
@Timeout(60)
class ConnectTroubleIT {
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private StanchionServer server(String... flags) {
        List<String> line = new ArrayList<>(List.of("-a", "127.0.0.1", "-p", "-1", "-m", "-1"));
        line.addAll(List.of(flags));
        Request request =
                ServerCommandLine.read(line, Dialect.STANCHION_SERVER, Map.of(), "2.10.29");
        assertThat(request).isInstanceOf(Request.Start.class);
        StanchionServer server = StanchionServer.start(((Request.Start) request).options());
        open.add(server);
        return server;
    }

    private static StreamingException trouble(String url) {
        return trouble(url, Duration.ofSeconds(1));
    }

    private static StreamingException trouble(String url, Duration patience) {
        ConnectOptions options =
                ConnectOptions.builder("test-cluster", ClientId.random())
                        .url(url)
                        .connectTimeout(patience)
                        .build();
        StreamingException failure =
                catchThrowableOfType(
                        StreamingException.class, () -> StreamingConnection.connect(options));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        return failure;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--user u --pass p|nats://127.0.0.1:|requires credentials",
                "--user u --pass p|nats://u:wrong@127.0.0.1:|does not know this user with this"
                        + " password",
                "--auth secret|nats://wrong@127.0.0.1:|does not accept this token"
            })
    void shouldTellCredentialsThatAreRefused(String flags, String url, String sentence) {
        // given
        StanchionServer server = server(flags.split(" ", -1));

        // when
        StreamingException failure = trouble(url + server.port());

        // then
        assertThat(failure.problem())
                .isEqualTo(
                        "the NATS server at nats://127.0.0.1:%d %s (Authorization Violation)"
                                .formatted(server.port(), sentence));
        assertThat(failure.remedy()).contains("nats://user:password@host:port");
        assertThat(failure.serverError()).contains("Authorization Violation");
    }

    @Test
    void shouldTellWhetherThereIsTls(@TempDir Path folder) throws Exception {
        // given
        OwnCertificate certificate = OwnCertificate.in(folder);
        int port =
                server(
                                "--tlscert",
                                certificate.certificate().toString(),
                                "--tlskey",
                                certificate.key().toString())
                        .port();
        int plain = server().port();

        // then
        assertThat(trouble("nats://127.0.0.1:" + port))
                .hasMessage(
                        "the NATS server at nats://127.0.0.1:%d takes encrypted connections only."
                                        .formatted(port)
                                + " Connect with tls:// in place of nats://.");
        assertThat(trouble("tls://127.0.0.1:" + port, Duration.ofSeconds(20)))
                .hasMessageStartingWith(
                        "no authority that Java trusts has signed the certificate of")
                .hasMessageContaining("STANCHION_JAVA_OPTIONS");
        assertThat(trouble("tls://127.0.0.1:" + plain))
                .hasMessageContaining("has no TLS. Connect with nats://");
    }

    @Test
    void shouldTellAWebServerFromANatsServer() {
        // given
        int port = server().monitoringPort();

        // then
        assertThat(trouble("nats://127.0.0.1:" + port))
                .hasMessageStartingWith(
                        "a web server listens at nats://127.0.0.1:%d, and no NATS server. "
                                .formatted(port))
                .hasMessageContaining("monitoring");
    }

    @Test
    void shouldTellAProgramThatIsNoNatsServer() throws IOException {
        // given
        ServerSocket mute = new ServerSocket(0);
        open.add(mute);

        // then
        assertThat(trouble("nats://127.0.0.1:" + mute.getLocalPort()))
                .hasMessageStartingWith("what listens at ")
                .hasMessageContaining("does not greet as a NATS server does");
    }

    @Test
    void shouldTellAHostThatNobodyKnowsAndAPortWhereNothingListens() {
        assertThat(trouble("nats://tickets.invalid:4222"))
                .hasMessageStartingWith(
                        "the host in nats://tickets.invalid:4222 is not known ('tickets.invalid')");
        assertThat(trouble("nats://user:secret@127.0.0.1:1"))
                .hasMessage(
                        "nothing listens at nats://127.0.0.1:1. Start a server there with 'stanchion"
                                + " server', or name another URL.");
    }
}
