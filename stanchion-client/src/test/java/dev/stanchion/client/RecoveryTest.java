package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final RandomGenerator NONE =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    return 0;
                }
            };

    private final Recovery recovery =
            Recovery.forever().backoff(Duration.ofMillis(250), Duration.ofSeconds(10));

    @Test
    void shouldDoubleItsWaitsUpToTheLongest() {
        assertThat(recovery.waitBefore(0, NONE)).isEqualTo(Duration.ofMillis(250));
        assertThat(recovery.waitBefore(1, NONE)).isEqualTo(Duration.ofMillis(500));
        assertThat(recovery.waitBefore(5, NONE)).isEqualTo(Duration.ofSeconds(8));
        assertThat(recovery.waitBefore(6, NONE)).isEqualTo(Duration.ofSeconds(10));
        assertThat(recovery.waitBefore(40, NONE)).isEqualTo(Duration.ofSeconds(10));
        assertThat(recovery.waitBefore(1_000_000, NONE)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void shouldRefuseAWaitThatNobodyCanMeasure() {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        assertThatThrownBy(() -> recovery.backoff(Duration.ofSeconds(1), forever))
                .hasMessageStartingWith("longest back-off: ")
                .hasMessageContaining("at most 36500 days");
    }

    @Test
    void shouldSpreadItsWaits() {
        RandomGenerator most =
                new RandomGenerator() {
                    @Override
                    public long nextLong() {
                        return -1;
                    }
                };
        assertThat(recovery.waitBefore(0, most))
                .isBetween(Duration.ofMillis(187), Duration.ofMillis(188));
    }

    @Test
    void shouldTellWhatPassesFromWhatDoesNot() {
        assertThat(Recovery.isFinal(Failures.refused("connect", "unknown cluster ID 'a'")))
                .isTrue();
        assertThat(
                        Recovery.isFinal(
                                Failures.refused("connect", "stan: clientID already registered")))
                .isFalse();
        assertThat(
                        Recovery.isFinal(
                                Failures.unreachable(
                                        "x", "y", "Authorization Violation", new Exception())))
                .isTrue();
        assertThat(Recovery.isFinal(Failures.unreachable("x", "y", null, new Exception())))
                .isFalse();
    }

    @Test
    void shouldRefuseABackOffThatShrinks() {
        assertThatThrownBy(() -> recovery.backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageStartingWith("back-off: 2s to 1s (expected:");
        assertThatThrownBy(() -> recovery.backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(StreamingException.class);
    }
}
