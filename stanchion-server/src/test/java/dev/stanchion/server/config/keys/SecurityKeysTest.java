package dev.stanchion.server.config.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.ConnectionType;
import dev.stanchion.nats.auth.User;
import dev.stanchion.nats.permission.Permissions;
import dev.stanchion.nats.permission.Responses;
import dev.stanchion.nats.permission.SubjectRule;
import dev.stanchion.nats.permission.SubjectRules;
import dev.stanchion.nats.tls.ClientCertificates;
import dev.stanchion.nats.tls.HandshakeFirst;
import dev.stanchion.nats.tls.TlsOptions;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.rights.StreamingPermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Security in files: what it says, what is wrong with it, and what never shows. */
class SecurityKeysTest {
    private static final String KEY = "UD466L6EBCM3YY5HEGHJANNTN4LSKTSUXTH7RILHCKEQMQHTBNLHJJXT";

    @TempDir private Path folder;

    private Request read(String text) throws IOException {
        Path file = folder.resolve("a.conf");
        Files.writeString(file, text);
        return ServerCommandLine.read(
                List.of("-c", file.toString()),
                Dialect.NATS_STREAMING_SERVER,
                Map.of("SECRET", "s3cr3t"),
                "2.10.29");
    }

    private static NatsSecurity started(Request request) {
        assertThat(request).isInstanceOf(Request.Start.class);
        return ((Request.Start) request).options().security();
    }

    private static List<String> refused(Request request) {
        assertThat(request).isInstanceOf(Request.Refuse.class);
        return ((Request.Refuse) request).lines();
    }

    @Test
    void shouldReadUsersWithTheirPermissions() throws IOException {
        // when
        Authentication read =
                started(
                                read(
                                        """
                                        authorization {
                                          timeout: 3.5
                                          HIDDEN: "hidden"
                                          default_permissions { publish: "any.>" }
                                          users = [
                                            { user: "a", password: $HIDDEN }
                                            { user: b, pass: "x", permissions {
                                                pub: ["p", "q.*"]
                                                sub { allow: ["s queue", "t"], deny: "t.x" }
                                                allow_responses { max: 5, expires: "1m" } }
                                              allowed_connection_types: [websocket] }
                                            { user: c, password: $SECRET, permissions {
                                                streaming {
                                                  publish: "tickets:*", subscribe: [">"] } } }
                                            { nkey: "%s", permissions { publish: "n" } }
                                          ]
                                        }
                                        no_auth_user: a
                                        streaming {}
                                        """
                                                .formatted(KEY)))
                        .authentication();

        // then
        assertThat(read.timeout()).isEqualTo(Duration.ofMillis(3500));
        assertThat(read.noAuthUser()).isEqualTo("a");
        assertThat(read.users())
                .containsExactly(
                        User.of("a", "hidden")
                                .withPermissions(
                                        Permissions.of(
                                                SubjectRules.only("any.>"),
                                                SubjectRules.ALL,
                                                Responses.NONE)),
                        User.of("b", "x")
                                .withPermissions(
                                        Permissions.of(
                                                SubjectRules.only("p", "q.*"),
                                                new SubjectRules(
                                                        false,
                                                        List.of(
                                                                SubjectRule.of("s queue"),
                                                                SubjectRule.of("t")),
                                                        List.of(SubjectRule.of("t.x"))),
                                                Responses.of(5, Duration.ofMinutes(1))))
                                .withConnectionTypes(Set.of(ConnectionType.WEBSOCKET)),
                        User.of("c", "s3cr3t")
                                .withAttachment(
                                        StreamingPermissions.of(
                                                List.of("tickets:*"), List.of(">"))));
        assertThat(read.keyUsers())
                .singleElement()
                .satisfies(user -> assertThat(user.key().text()).isEqualTo(KEY));
    }

    @Test
    void shouldReadTls() throws IOException {
        // when
        NatsSecurity security =
                started(
                        read(
                                """
                                tls {
                                  cert_file: "c.pem", key_file: "k.pem", ca_file: "ca.pem"
                                  verify_and_map: true
                                  timeout: 0.5
                                  cipher_suites: ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]
                                  curve_preferences: [CurveP256, X25519]
                                  connection_rate_limit: 100
                                  pinned_certs: ["%s"]
                                  handshake_first: "300ms"
                                }
                                allow_non_tls: true
                                """
                                        .formatted("AB".repeat(32))));

        // then
        assertThat(security.tls())
                .isEqualTo(
                        TlsOptions.of(Path.of("c.pem"), Path.of("k.pem"))
                                .withClientCertificates(
                                        ClientCertificates.MAPPED, Path.of("ca.pem"))
                                .withTimeout(Duration.ofMillis(500))
                                .withAlgorithms(
                                        List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
                                        List.of("CurveP256", "X25519"))
                                .withHandshakesPerSecond(100)
                                .withPinnedKeys(Set.of("ab".repeat(32)))
                                .withHandshakeFirst(new HandshakeFirst(Duration.ofMillis(300)))
                                .withPlainAllowed(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "authorization: s3cr3t|1:1: expected authorization to be a map/struct, got string",
                "authorization { usr: a }|1:17: unknown field \"usr\"; did you mean \"user\"?",
                "authorization { user: a, token: s3cr3t }|1:1: Cannot have a user/pass and token",
                "authorization { user: a, users: [] }|1:1: Can not have a single user/pass and a users"
                        + " array",
                "authorization { token: s3cr3t, users: [] }|1:1: Can not have a token and a users array",
                "authorization { password: s3cr3t }|1:17: password: it has no user (expected: a user"
                        + " beside it)",
                "authorization { user: a, password: 1234 }|1:26: password: interface conversion:"
                        + " interface {} is int64, not string (put it in quotes)",
                "authorization { users: [] }|1:17: users: the list is empty, so no client could connect"
                        + " (expected: a user)",
                "authorization { users: [{password: s3cr3t}] }|1:17: User entry requires a user",
                "authorization { users: [{user: a}, {user: a}] }|1:37: Duplicate user \"a\" detected",
                "authorization { users: [{user: a, nkey: U}] }|1:35: Nkey users do not take usernames or"
                        + " passwords",
                "authorization { users: [{nkey: SUAKYRHV}] }|1:26: nkey: this is a seed, which is secret"
                        + " (expected: the public key, 56 characters that begin with U)",
                "authorization { users: [{nkey: UAAA}] }|1:26: Not a valid public nkey for a user"
                        + " (expected: 56 characters that begin with U)",
                "authorization { users: [{user: a, allowed_connection_types: [TCP]}] }|1:35: unknown"
                        + " connection type \"TCP\" (expected: STANDARD, WEBSOCKET)",
                "authorization { users: [{user: a, permissions {read: b}}] }|1:48: Unknown field"
                        + " \"read\" parsing permissions",
                "authorization { users: [{user: a, permissions {publish: \"a q\"}}] }|1:48: publish: \"a"
                        + " q\" has a queue group, which a publish cannot have (expected: a subject)",
                "authorization { users: [{user: a, permissions {publish: \"a..b\"}}] }|1:48: publish:"
                        + " subject \"a..b\" is not valid (expected: tokens with dots between them, > only"
                        + " as the last)",
                "authorization { users: [{user: a, permissions {streaming {publish: \"a.>.b\"}}}] }|1:48:"
                        + " streaming: channel pattern \"a.>.b\" is not valid (expected: a channel name,"
                        + " with * for any text without a dot, and > for the rest as the last token)",
                "authorization { users: [{user: a, permissions {streaming {client_ids: \"a.b\"}}}] }|1:48:"
                        + " streaming: client ID pattern \"a.b\" is not valid (expected: letters,"
                        + " digits, - and _, and * for any of them)",
                "no_auth_user: b|1:1: no_auth_user: \"b\" is not one of the users (expected: a user of the"
                        + " list)",
                "tls { cert_file: c }|1:1: missing 'key_file' in TLS configuration",
                "tls { cert: c }|1:7: error parsing tls config, unknown field [\"cert\"]",
                "tls { cert_file: c, key_file: k, verify: 1 }|1:34: verify: interface conversion: interface"
                        + " {} is int64, not bool",
                "tls { cert_file: c, key_file: k, pinned_certs: [ab] }|1:1: pinned_certs: \"ab\" (expected:"
                        + " the SHA-256 of a public key as 64 hex digits)",
                "accounts { A {} }|1:1: accounts is not available in this version of Stanchion: there are no"
                        + " accounts, operators and JWTs; list users in authorization { users }, each with"
                        + " its permissions",
            })
    void shouldSayWhereAKeyIsWrongAndNeverASecret(String text, String error) throws IOException {
        // when
        List<String> lines = refused(read(text + "\nstreaming {}"));

        // then
        assertThat(lines).containsExactly(folder.resolve("a.conf") + ":" + error);
        assertThat(error).doesNotContain("s3cr3t").doesNotContain("1234");
    }

    @Test
    void shouldRefuseRightsPerChannelWhereRequestsAreShared() throws IOException {
        assertThat(
                        read(
                                """
                                authorization { users: [
                                  {user: a, password: b, permissions { streaming {} }} ] }
                                streaming { compat: strict }
                                """))
                .isInstanceOf(Request.Fail.class)
                .asString()
                .contains("streaming rights of users: with strict compatibility");
    }

    @Test
    void shouldNeverShowASecret() throws IOException {
        // when
        Request request =
                read(
                        """
                        authorization { users: [
                          {user: a, password: "s3cr3t"}
                          {user: b, password: "$2a$04$Q.CgCP2Sl9pkcTXEZHazaeMwPaAkSHk7AI51HkyMt5iJQQyUA4qxq"}
                        ] }
                        streaming {}
                        """);

        // then
        assertThat(request.toString()).doesNotContain("s3cr3t").doesNotContain("Q.CgCP2Sl9");
        assertThat(((Request.Start) request).remarks())
                .contains("Plaintext passwords detected, use nkeys or bcrypt");
    }

    @Test
    void shouldAcceptWhatIsAboutTheStreamingPartsOwnConnection() throws IOException {
        // when
        Request request =
                read(
                        """
                        authorization { users: [ {user: a, password: "p"} ] }
                        streaming { username: a, password: "s3cr3t", secure: true, tls { client_ca: "x" } }
                        """);

        // then
        assertThat(((Request.Start) request).remarks())
                .filteredOn(remark -> remark.contains("without a connection"))
                .hasSizeGreaterThan(1)
                .noneMatch(remark -> remark.contains("s3cr3t"));
    }
}
