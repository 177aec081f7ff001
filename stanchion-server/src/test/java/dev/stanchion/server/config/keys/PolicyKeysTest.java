package dev.stanchion.server.config.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.policy.Policy;
import dev.stanchion.engine.policy.PolicyKey;
import dev.stanchion.server.commandline.ConfigurationCheck;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.FlagParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyKeysTest {
    @TempDir private Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("a.conf"), text);
    }

    private Policies read(String text) throws IOException {
        List<String> line = List.of("-c", write(text).toString());
        return FileOptions.read(FlagParser.parse(line, Dialect.STANCHION_SERVER), Map.of())
                .policies();
    }

    @Test
    void shouldReadPoliciesWithThePlaceOfEach() throws IOException {
        // when
        Policies policies =
                read(
                        """
                        streaming { policies {
                          "tickets:*": {
                            max_deliveries: 5                     # attempts
                            backoff: ["1s", "10s", "1m"]
                            parked: { max_msgs: 100000, max_age: "30d" }
                            groups: { "orders-service": { key: "$.id", max_waiting: 4096, on_parked: hold_key }
                                      "mailer":         { delay: "30s", max_deliveries: 20 } }
                            durables: { "*": { max_deliveries: 0 } }
                          }
                          ">": { max_deliveries: 7 }
                        } }
                        """);

        // then
        Policy orders = policies.of("tickets:created", "orders-service", "");
        assertThat(orders.maxDeliveries()).isEqualTo(5);
        assertThat(orders.key()).hasToString("Optional[$.id]");
        assertThat(orders.maxWaiting()).isEqualTo(4096);
        assertThat(orders.onParked()).isEqualTo(Policy.OnParked.HOLD_KEY);
        assertThat(orders.backoff()).hasSize(3).contains(Duration.ofSeconds(10));
        assertThat(orders.parkedMaxMessages()).isEqualTo(100_000);
        assertThat(orders.parkedMaxAge()).hasDays(30);
        Policy mailer = policies.of("tickets:created", "d:mailer", "");
        assertThat(mailer.maxDeliveries()).isEqualTo(20);
        assertThat(mailer.delay()).hasSeconds(30);
        assertThat(policies.of("tickets:created", "", "audit").maxDeliveries()).isZero();
        assertThat(policies.of("tickets:created", "", "").maxDeliveries()).isEqualTo(5);
        assertThat(policies.of("orders", "", "").maxDeliveries()).isEqualTo(7);
        String file = folder.resolve("a.conf").toString();
        assertThat(policies.settingsOf("tickets:created", "mailer", "").values())
                .extracting(each -> each.key().text() + " " + each.place())
                .contains("max_deliveries " + file + ":7", "parked_max_age " + file + ":5");
    }

    @Test
    void shouldReadThemAtTheTopLevelOfAStreamingFile() throws IOException {
        assertThat(read("policies { orders { delay: \"5s\" } }")).hasToString("orders=delay:5s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a { max_delivery: 5 }|unknown field \"max_delivery\"; did you mean"
                        + " \"max_deliveries\"?",
                "a { groups { g { dely: \"5s\" } } }|unknown field \"dely\"; did you mean"
                        + " \"delay\"?",
                "a { parked { max_mgs: 5 } }|unknown field \"max_mgs\"; did you mean \"max_msgs\"?",
                "a { max_deliveries: -5 }|max_deliveries: \"-5\" (expected: 0 to 1000000",
                "a { max_deliveries: 1.5 }|is float64",
                "a { delay: 30 }|delay: \"30\" (expected: a duration",
                "a { backoff: [] }|backoff: \"\" (expected",
                "a { backoff: [\"1s\", true] }|is bool",
                "a { key: \"id\" }|key: \"id\" (expected: reply, or a path",
                "a..b { delay: \"1s\" }|policy for \"a..b\"",
                "a { groups { \"\" { delay: \"1s\" } } }|group \"\"",
                "a { groups { g { groups { h { delay: \"1s\" } } } } }|groups: expected beside",
                "a: 5|expected policy to be a map/struct, got int64",
                "a { groups: 5 }|expected groups to be a map",
            })
    void shouldRefuseWithThePlace(String policies, String expected) {
        assertThatThrownBy(() -> read("streaming { policies {\n" + policies + "\n} }"))
                .isInstanceOf(BadKeyException.class)
                .hasMessageStartingWith(folder.resolve("a.conf") + ":2:")
                .hasMessageContaining(expected);
    }

    @Test
    void shouldPutFlagsAboveTheFileAndAddThemUp() throws IOException {
        // given
        Path file = write("streaming { policies { orders { max_deliveries: 5, delay: \"1s\" } } }");
        for (Dialect dialect : Dialect.values()) {
            // when
            var flags =
                    FlagParser.parse(
                            List.of(
                                    "-c",
                                    file.toString(),
                                    "--policy",
                                    "orders=delay:2s",
                                    "-policy=tickets:*=delay:3s"),
                            dialect);

            // then
            assertThat(flags.text(Flag.POLICY)).isEqualTo("orders=delay:2s;tickets:*=delay:3s");
        }
    }

    @Test
    void shouldExplainAFlagThatCannotBeRead() {
        // when
        Request request =
                ServerCommandLine.read(
                        List.of("--policy", "orders=dely:2s"),
                        Dialect.STANCHION_SERVER,
                        Map.of("HOME", folder.toString()),
                        "2.10.29");

        // then
        assertThat(((Request.Refuse) request).lines().getFirst())
                .startsWith("invalid value \"orders=dely:2s\" for flag -policy: unknown policy key")
                .contains("did you mean \"delay\"?");
    }

    @ParameterizedTest
    @EnumSource(PolicyKey.class)
    void shouldAcceptEveryKey(PolicyKey key) throws IOException {
        // given
        String value =
                switch (key) {
                    case MAX_DELIVERIES, PARKED_MAX_MSGS, MAX_WAITING -> "5";
                    case BACKOFF, PARKED_MAX_AGE, DELAY -> "5s";
                    case KEY -> "reply";
                    case ON_PARKED -> "continue";
                    case MISSING_KEY -> "free";
                    case COUNT_ON_DISCONNECT -> "oldest";
                };
        String written =
                key.text().startsWith("parked_")
                        ? "parked { %s: \"%s\" }".formatted(key.text().substring(7), value)
                        : "%s: \"%s\"".formatted(key.text(), value);

        // when
        ConfigurationCheck check =
                ConfigurationCheck.of(
                        write("streaming { policies { orders { " + written + " } } }").toString(),
                        Map.of("HOME", folder.toString()));

        // then
        assertThat(check.errors()).isEmpty();
        assertThat(check.settings())
                .anyMatch(each ->
                        each.place().endsWith("a.conf:1: " + key.text())
                                && each.value().equals(value + " for orders"));
    }
}
