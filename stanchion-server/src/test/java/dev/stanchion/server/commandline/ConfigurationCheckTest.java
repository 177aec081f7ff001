package dev.stanchion.server.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCheckTest {
    @TempDir private Path directory;

    private ConfigurationCheck check(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("a.conf"), text);
        return ConfigurationCheck.of(file.toString(), Map.of("HOME", "/home/op"));
    }

    @Test
    void shouldTellWhatItUnderstoodAndWhatItIgnores() throws IOException {
        // when
        ConfigurationCheck check =
                check(
                        """
                        port: 4300
                        monitoring_user: ops
                        monitoring_password: "s3cret"
                        streaming {
                          id: ticketing
                          hbt: "5s", ns_typo: 1, compat: strict
                          sql { no_caching: true }
                          store_limits { channels { "foo.>" { max_msgs: 5 } } }
                        }
                        """);

        // then
        assertThat(check.errors()).isEmpty();
        assertThat(check.settings())
                .contains(
                        new ConfigurationCheck.Setting(
                                directory.resolve("a.conf") + ":1:1: port", "--port", "4300"),
                        new ConfigurationCheck.Setting(
                                directory.resolve("a.conf") + ":3:1: monitoring_password",
                                "--monitoring-password",
                                "(hidden)"))
                .anyMatch(setting -> setting.value().equals("limits of foo.>"));
        assertThat(check.toString()).doesNotContain("s3cret");
        assertThat(check.unknown())
                .containsExactly(directory.resolve("a.conf") + ":6:14: unknown key \"ns_typo\"");
        assertThat(check.isClean()).isFalse();
    }

    @Test
    void shouldCallAKeyThatNobodyKnowsAnError() throws IOException {
        // when
        ConfigurationCheck check = check("streaming { stroe: file }");

        // then
        assertThat(check.errors())
                .first()
                .asString()
                .endsWith(":1:13: unknown key \"stroe\"; did you mean \"store\"?");
        assertThat(check.isClean()).isFalse();
        assertThat(check("streaming { store: memory }").isClean()).isTrue();
    }

    @Test
    void shouldListWhatIsAboutSecurityWithoutItsSecrets() throws IOException {
        // when
        ConfigurationCheck check =
                check(
                        """
                        authorization { users: [{ user: a, password: "s3cret" }] }
                        no_auth_user: a
                        streaming { user: b, password: "hush", nkey_seed_file: "n.nk" }
                        """);

        // then
        assertThat(check.settings())
                .extracting(ConfigurationCheck.Setting::value)
                .containsExactly("(hidden)", "a");
        assertThat(check.ignored())
                .filteredOn(line -> line.contains("has no effect"))
                .hasSize(3)
                .anyMatch(line -> line.contains("a.conf:3:13: user"))
                .anyMatch(line -> line.contains("a.conf:3:22: password"))
                .anyMatch(line -> line.contains("a.conf:3:40: nkey_seed_file"));
        assertThat(check.toString()).doesNotContain("s3cret").doesNotContain("hush");
    }

    @Test
    void shouldShowSettingsInTheOrderOfTheFileAndIgnoreWhatHasNoEffect() throws IOException {
        // when
        ConfigurationCheck check =
                check(
                        """
                        streaming { id: a, hbi: "5s", file { buffer_size: 1k, sync: false } }
                        port: 4300
                        """);

        // then
        assertThat(check.settings())
                .extracting(ConfigurationCheck.Setting::flag)
                .containsExactly("--cluster-id", "--heartbeat-interval", "--port");
        assertThat(check.ignored())
                .hasSize(2)
                .anyMatch(line -> line.contains("buffer_size has no effect: the FILE store writes"))
                .anyMatch(
                        line -> line.contains("sync has no effect: it belongs to the FILE store"));
    }

    @Test
    void shouldWarnOfNumbersThatAreTakenForSeconds() throws IOException {
        assertThat(check("ping_interval: 20").warnings())
                .containsExactly(
                        directory.resolve("a.conf")
                                + ":1:1: ping_interval: 20 is read as seconds; write \"20s\"");
    }

    @Test
    void shouldTellEveryReasonWhyNoServerWouldStart() throws IOException {
        assertThat(check("streaming { id: a b").errors()).isNotEmpty();
        assertThat(check("streaming { store_limits { max_msgs: -1 } }").errors())
                .containsExactly("max messages limit cannot be negative (-1)");
        assertThat(check("monitoring_user: x").errors().getFirst()).contains("expected both");
        assertThat(check("streaming { hbi: 5 }").errors().getFirst())
                .contains("value is expected to be string");
        assertThat(
                        ConfigurationCheck.of(
                                        directory.resolve("none").toString(),
                                        Map.of("HOME", "/home/op"))
                                .errors()
                                .getFirst())
                .endsWith("no such file or directory");
    }
}
