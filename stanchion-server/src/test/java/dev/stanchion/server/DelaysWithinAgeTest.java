package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.policy.PolicyText;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelaysWithinAgeTest {
    private static ServerOptions options(String policies) {
        return ServerOptions.builder()
                .limits(new Limits(100, 1000, 1_000_000, 0, Duration.ofMinutes(1), Duration.ZERO))
                .channelLimits(
                        Map.of(
                                "foo", limits -> limits.withMaxAge(Duration.ofHours(1)),
                                "bar.>", limits -> limits.withMaxAge(Duration.ofSeconds(10)),
                                "all", limits -> limits.withMaxAge(Duration.ZERO)))
                .policies(PolicyText.parse(policies))
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders=delay:1m",
                "*=delay:61s",
                "foo=delay:1h",
                "bar.a=delay:10s",
                "bar.>=delay:10s",
                ">/group:mailer=delay:30s",
                "*.a=delay:10s",
                "bar.*.c=delay:10s",
                "b*.x=delay:10s",
            })
    void shouldRefuseADelayThatNoMessageSurvives(String policies) {
        assertThatThrownBy(() -> options(policies))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--policy: delay: ")
                .hasMessageContaining("(expected: less than its max_age, ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders=delay:59s",
                "foo=delay:59m",
                "bar.a=delay:9s",
                "all=delay:365d",
                "*=delay:30s",
                "a.*=delay:30s",
                "c*.x=delay:30s",
            })
    void shouldAcceptOthers(String policies) {
        assertThat(options(policies).policies()).hasToString(policies);
    }
}
