package dev.stanchion.engine.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.Detail;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DelayTest {
    private final EngineBed bed =
            EngineBed.started(
                    EngineOptions.defaults()
                            .withPolicies(
                                    PolicyText.parse("foo/group:mailer=delay:1m;foo=delay:30s")),
                    2);
    private final TestClient publisher = bed.connected("publisher");
    private final TestClient client = bed.connected("orders", 1);

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void shouldSendAMessageWhenItIsOldEnoughAndNotBefore() {
        // given
        TestSubscription plain = client.subscribes("foo");
        TestSubscription mailer = client.subscribes("foo", Requests.queue("mailer"));
        TestSubscription other = client.subscribes("bar");
        publisher.publishes("foo", 2);
        publisher.publishes("bar", 1);
        bed.advance(Duration.ofSeconds(10));
        publisher.publishes("foo", 1);

        // when
        bed.advance(Duration.ofMillis(19_999));

        // then
        assertThat(plain.sequences()).isEmpty();
        assertThat(other.sequences()).containsExactly(1L);

        // when
        bed.advance(Duration.ofMillis(1));

        // then
        assertThat(plain.first()).containsExactly(1L, 2L);

        // when
        bed.advance(Duration.ofSeconds(10));

        // then
        assertThat(plain.first()).containsExactly(1L, 2L, 3L);
        assertThat(mailer.sequences()).isEmpty();

        // when
        bed.advance(Duration.ofSeconds(20));

        // then
        assertThat(mailer.first()).containsExactly(1L, 2L);
    }

    @Test
    void shouldSendOldMessagesAtOnce() {
        // given
        publisher.publishes("foo", 2);
        bed.advance(Duration.ofSeconds(29));
        publisher.publishes("foo", 1);
        bed.advance(Duration.ofSeconds(1));

        // when
        TestSubscription late = client.subscribes("foo", Requests.fromSequence(1));

        // then
        assertThat(late.first()).containsExactly(1L, 2L);
    }

    @Test
    void shouldKeepTheTimeOverARestart() {
        // given
        TestSubscription durable = client.subscribes("foo", Requests.durable("d"));
        publisher.publishes("foo", 1);
        bed.advance(Duration.ofSeconds(20));

        // when
        bed.restart();
        bed.advance(Duration.ofMillis(9_999));

        // then
        assertThat(durable.sequences()).isEmpty();

        // when
        bed.advance(Duration.ofMillis(1));

        // then
        assertThat(durable.first()).containsExactly(1L);
    }

    @Test
    void shouldCountTheAckWaitFromTheSendingAfterARestart() {
        // given
        TestSubscription durable =
                client.subscribes("foo", Requests.all(Requests.durable("d"), Requests.ackWait(30)));
        publisher.publishes("foo", 1);
        bed.advance(Duration.ofSeconds(30));

        // when
        bed.restart();
        bed.advance(Duration.ofSeconds(20));

        // then
        assertThat(durable.again()).isEmpty();
    }

    @Test
    void shouldTakeAnotherDelayWhileItRuns() {
        // given
        TestSubscription plain = client.subscribes("foo");
        publisher.publishes("foo", 1);
        bed.advance(Duration.ofSeconds(5));

        // when
        bed.engine().change(PolicyText.parse("foo=delay:6s"));
        bed.settle();

        // then
        assertThat(plain.sequences()).isEmpty();
        bed.advance(Duration.ofSeconds(1));
        assertThat(plain.sequences()).containsExactly(1L);

        // when
        publisher.publishes("foo", 1);
        bed.engine().change(Policies.NONE);
        bed.settle();

        // then
        assertThat(plain.sequences()).containsExactly(1L, 2L);
        publisher.publishes("foo", 1);
        assertThat(plain.sequences()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldNotWaitForATimeOfDayThatWasSetBack() {
        // given
        TestSubscription plain = client.subscribes("foo");
        publisher.publishes("foo", 1);
        bed.shards().jumpTimeOfDay(-Duration.ofHours(1).toNanos());
        publisher.publishes("foo", 1);

        // when
        bed.advance(Duration.ofSeconds(29));

        // then
        assertThat(plain.sequences()).isEmpty();

        // when
        bed.advance(Duration.ofSeconds(32));

        // then
        assertThat(plain.sequences()).containsExactly(1L, 2L);
    }

    @Test
    void shouldCountNoLagForTheDelay() {
        // given
        client.subscribes("foo");
        publisher.publishes("foo", 1);
        long stored = bed.shards().epochNanos();

        // when
        List<EngineSnapshot.Channel> channels = new ArrayList<>();
        bed.engine().inspector().channels(List.of("foo"), Detail.POSITIONS, channels::addAll);
        bed.settle();

        // then
        assertThat(channels.getFirst().positions().getFirst().oldestStoredEpochNanos())
                .isEqualTo(stored + Duration.ofSeconds(30).toNanos());
    }
}
