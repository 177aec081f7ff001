package dev.stanchion.server.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.link.LinkCredentials;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.nats.tls.ClientTlsOptions;
import dev.stanchion.server.ConfigurationException;
import dev.stanchion.server.ExternalNats;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.SessionJournal;
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

/** Source: {@code spec/operations.md} 7.2 and 10. */
class ExternalNatsFlagsTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("HOME", "/home/stan", "XDG_STATE_HOME", "/state");

    @TempDir private Path folder;

    private static Request read(String line) {
        return ServerCommandLine.read(
                List.of(line.split(" ", -1)), Dialect.STANCHION_SERVER, ENVIRONMENT, "2");
    }

    private static Request.Start start(String line) {
        assertThat(read(line)).as(line).isInstanceOf(Request.Start.class);
        return (Request.Start) read(line);
    }

    private static ExternalNats external(String line) {
        return start(line).options().externalNats().orElseThrow();
    }

    private static String failure(String line) {
        return switch (read(line)) {
            case Request.Fail fail -> fail.failure().text();
            case Request.Refuse refuse -> String.join("\n", refuse.lines());
            case Request other -> throw new AssertionError(other);
        };
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("stan.conf"), text);
    }

    @Test
    void shouldReadWhereClientsConnect() {
        assertThat(external("-ns nats://a:1,u:p@b:2").servers())
                .containsExactly(
                        new ServerAddress("a", 1, false, "", ""),
                        new ServerAddress("b", 2, false, "u", "p"));
        assertThat(start("-p 4222").options().externalNats()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-user u -pass p, u, p, ''",
        "-auth t, '', '', t",
        "--ns-user u --ns-password p, u, p, ''",
        "--ns-token t, '', '', t",
    })
    void shouldReadWhoConnects(String line, String user, String password, String token) {
        // when
        Request.Start start = start("-ns nats://a:1 " + line);

        // then: nobody has to log in here
        LinkCredentials credentials = start.options().externalNats().orElseThrow().credentials();
        assertThat(credentials.user()).isEqualTo(user);
        assertThat(credentials.password()).isEqualTo(password);
        assertThat(credentials.token()).isEqualTo(token);
        assertThat(start.remarks()).noneMatch(text -> text.contains("Plaintext passwords"));
    }

    @Test
    void shouldReadTheKeysOfAFile() throws IOException {
        // given
        Path file =
                file(
                        """
                        streaming {
                          ns: "nats://a:1, nats://b:2"
                          username: u
                          password: p
                          credentials: "~/stan.creds"
                          nkey_seed_file: "/keys/stan.nk"
                          secure: true
                          tls {
                            client_cert: "c.pem"
                            client_key: "k.pem"
                            client_ca: "ca.pem"
                            server_name: "nats.example"
                            insecure: true
                          }
                        }
                        """);

        // when
        ExternalNats external = external("-c " + file);

        // then
        assertThat(external.servers()).hasSize(2);
        assertThat(external.credentials())
                .isEqualTo(
                        new LinkCredentials(
                                "u",
                                "p",
                                "",
                                Path.of("/keys/stan.nk"),
                                Path.of("/home/stan/stan.creds")));
        assertThat(external.tls())
                .isEqualTo(
                        new ClientTlsOptions(
                                true,
                                Path.of("c.pem"),
                                Path.of("k.pem"),
                                Path.of("ca.pem"),
                                "nats.example",
                                true));
        assertThat(start("-c " + file).remarks())
                .anyMatch(text -> text.contains("will not be verified"));
    }

    @Test
    void shouldTakeClientCertificatesWithoutOnesForClients() {
        assertThat(
                        external(
                                        "-ns nats://a:1 -tls_client_cacert ca.pem -tls_client_cert c.pem"
                                                + " -tls_client_key k.pem")
                                .tls()
                                .authorityFile())
                .isEqualTo(Path.of("ca.pem"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-ns nats://h|-ns: address h: missing port in address",
                "-ns h:4222|-ns: malformed url: h:4222",
                "-ns h|-ns: malformed url: h",
                "-ns ,|-ns: no URL",
                "-ns nats://u:s3cret@h:x|-ns: address h:x: port",
                "-ns nats://a:1 -tls_client_cert c.pem|client certificate c.pem has no key",
                "-ns nats://a:1 -tls -tlscert c -tlskey k|tls: no client connects here",
            })
    void shouldSayWhatIsWrong(String line, String text) {
        assertThat(failure(line)).contains(text).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authorization { user: a, password: b }|authorization: clients log in at the NATS",
                "authorization { users [ { user: a, password: b } ] }|authorization: clients log in",
                "authorization { users [ { user: a, password: b, permissions { streaming { publish:"
                        + " x } } } ] }|streaming rights of users: messages of an external NATS do",
                "websocket { port: 8080, no_tls: true }|websocket: clients connect to the NATS",
            })
    void shouldRefuseByNameWhatOnlyTheEmbeddedServerCanDo(String keys, String text)
            throws IOException {
        assertThat(failure("-c " + file("streaming { ns: \"nats://a:1\" }\n" + keys)))
                .contains(text);
    }

    @Test
    void shouldSayWhatHasNoEffect() {
        assertThat(start("-ns nats://a:1 -p 4333").remarks())
                .containsExactly(
                        "-p has no effect: clients connect to the NATS servers of -ns, which have"
                                + " settings of their own");
        assertThat(start("-secure").remarks())
                .containsExactly(
                        "-secure has no effect: the streaming part reaches the embedded NATS server"
                                + " without a connection");
    }

    @Test
    void shouldKeepTheSessionJournalWhateverThePort() {
        assertThat(start("-ns nats://a:1 -p -1").options().sessionJournal())
                .isEqualTo(SessionJournal.in(Path.of("/state/stanchion/sessions")));
        assertThat(start("-p -1").options().sessionJournal()).isEqualTo(SessionJournal.OFF);
    }

    @Test
    void shouldNotShowSecrets() {
        assertThat(
                        external("-ns nats://u:s3cret@a:1 --ns-password s3cret --ns-token s3cret")
                                .toString())
                .doesNotContain("s3cret");
    }

    @Test
    void shouldRefuseRightsOfUsersThatAProgramGives() {
        ServerOptions.Builder options =
                ServerOptions.builder()
                        .externalNats(ExternalNats.of("nats://a:1"))
                        .security(
                                NatsSecurity.NONE.withAuthentication(
                                        Authentication.NONE.withUser("a", "b")));
        assertThatThrownBy(options::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("authorization: ");
    }
}
