package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.protocol.StartPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionOptionsTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);

    @Test
    void shouldChangeOneThingAtATime() {
        // when
        SubscriptionOptions options =
                SubscriptionOptions.defaults()
                        .queueGroup("orders")
                        .durable("d")
                        .from(StartAt.first())
                        .maxInFlight(1)
                        .ackWait(Duration.ofSeconds(2))
                        .ackMode(AckMode.MANUAL);

        // then
        assertThat(options)
                .isEqualTo(
                        new SubscriptionOptions(
                                "orders",
                                "d",
                                StartAt.first(),
                                1,
                                Duration.ofSeconds(2),
                                AckMode.MANUAL,
                                Concurrency.SERIAL,
                                null,
                                null));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT0.5S, 500ms", "PT1.5S, 1s500ms", "-PT1S, -1s"})
    void shouldRefuseAnAckWaitThatTheProtocolCannotSay(Duration ackWait, String shown) {
        assertThatThrownBy(() -> SubscriptionOptions.defaults().ackWait(ackWait))
                .isInstanceOf(StreamingException.class)
                .hasMessageStartingWith("ack wait: " + shown);
    }

    @Test
    void shouldRefuseAColonInTheDurableNameOfAGroupOnly() {
        // given
        SubscriptionOptions plain = SubscriptionOptions.defaults().durable("a:b");

        // then
        assertThatThrownBy(() -> plain.queueGroup("orders"))
                .hasMessageContaining("expected: no ':'");
    }

    @Test
    void shouldMeasureAnInstantFromNow() {
        // when
        StartAt.Wire wire = StartAt.time(NOON.minusSeconds(60)).wire(CLOCK);

        // then
        assertThat(wire)
                .isEqualTo(new StartAt.Wire(StartPosition.TIME_DELTA.number(), 0, 60_000_000_000L));
    }

    @Test
    void shouldStayWithinALongWhenAnInstantIsFarAway() {
        // then
        assertThat(StartAt.time(Instant.MIN).wire(CLOCK).ageNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(StartAt.time(NOON.plusSeconds(5)).wire(CLOCK).ageNanos()).isZero();
    }

    @Test
    void shouldCarryTheSequence() {
        assertThat(StartAt.sequence(-1).wire(CLOCK))
                .isEqualTo(new StartAt.Wire(StartPosition.SEQUENCE.number(), -1, 0));
    }

    @Test
    void shouldRefuseToLookAhead() {
        assertThatThrownBy(() -> StartAt.ago(Duration.ofSeconds(-1)))
                .hasMessageStartingWith("start: PT-1S ago");
    }
}
