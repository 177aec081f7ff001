package dev.stanchion.server.flags;

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
                          surprise: 1
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
        assertThat(check.ignored())
                .anyMatch(line -> line.contains("a.conf:6:3: unknown key \"surprise\""));
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
