package dev.stanchion.server.config.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.auth.Secret;
import dev.stanchion.protocol.ChannelGlob;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.flags.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminKeysTest {
    @TempDir private Path folder;

    private Request read(String text, String... flags) throws IOException {
        Path file = folder.resolve("a.conf");
        Files.writeString(file, text);
        List<String> arguments = new ArrayList<>(List.of("-c", file.toString()));
        arguments.addAll(List.of(flags));
        return ServerCommandLine.read(
                arguments,
                Dialect.STANCHION_SERVER,
                Map.of("XDG_STATE_HOME", folder.toString()),
                "2.10.29");
    }

    private static AdminOptions started(Request request) {
        assertThat(request).isInstanceOf(Request.Start.class);
        return ((Request.Start) request).options().admin();
    }

    @Test
    void shouldReadEachKey() throws IOException {
        // when
        AdminOptions admin =
                started(
                        read(
                                """
                                admin {
                                  users: [
                                    { user: "ops", password: "secret", role: operator,
                                      channels: ["tickets:*"] }
                                    { user: root, password: "pw", role: admin }
                                  ]
                                  read_only: true, anonymous: none
                                  audit: "/var/log/audit.jsonl", audit_required: true
                                  session: "1h", hosts: ["broker.example.org"]
                                }
                                """));

        // then
        assertThat(admin)
                .isEqualTo(
                        new AdminOptions(
                                List.of(
                                        new AdminUser(
                                                "ops",
                                                Secret.of("secret"),
                                                Role.OPERATOR,
                                                List.of(new ChannelGlob("tickets:*"))),
                                        new AdminUser(
                                                "root", Secret.of("pw"), Role.ADMIN, List.of())),
                                true,
                                false,
                                Optional.of(Path.of("/var/log/audit.jsonl")),
                                true,
                                Duration.ofHours(1),
                                List.of("broker.example.org"),
                                Optional.of(folder.resolve("stanchion"))));
        assertThat(admin.toString()).doesNotContain("secret");
    }

    @Test
    void shouldBeReadOnlyByAFlag() throws IOException {
        assertThat(started(read("port: 0", "--admin-read-only")).readOnly()).isTrue();
        assertThat(started(read("port: 0")).readOnly()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    admin { user: [] }                                            | unknown field
                    admin { users: [ { user: a, password: s3cret } ] }            | role
                    admin { users: [ { user: a, password: s3cret, role: boss } ] }| viewer, reader, operator, admin
                    admin { users: [ { password: s3cret, role: admin } ] }        | name without a colon
                    admin { users: [ { user: a, role: admin } ] }                 | no password
                    admin { users: [ { user: a, password: s3cret, role: admin, channels: "a>b" } ] } | channel pattern
                    admin { users: [ { user: a, password: s3cret, role: admin }, { user: a, password: s3cret, role: admin } ] } | twice
                    admin { users: { user: a } }                                  | slice
                    admin { anonymous: admin }                                    | viewer or none
                    admin { session: "0s" }                                       | more than 0
                    admin { read_only: "yes" }                                    | bool
                    admin { audit_required: true }                                | file
                    admin: true                                                   | map
                    """)
    void shouldRefuseWhatIsNotValidWithoutShowingIt(String text, String expected)
            throws IOException {
        // when
        Request request = read(text);

        // then
        assertThat(request).isInstanceOf(Request.Refuse.class);
        assertThat(((Request.Refuse) request).lines().toString())
                .contains(expected)
                .doesNotContain("s3cret");
    }
}
