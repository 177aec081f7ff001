package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.StartPosition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store says that what its last run has sent may not be recorded. */
class LackingDeliveriesTest {
    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final TestClient client = bed.connected("orders");

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void shouldFlagWhatMayHaveBeenSentAndNothingBehindIt() {
        // given
        TestSubscription plain = client.subscribes("foo", Requests.window(2));
        TestSubscription member =
                client.subscribes("foo", Requests.all(Requests.queue("q"), Requests.window(2)));
        client.publishes("foo", 4);

        // when
        bed.store().mayLackDeliveries();
        bed.restart();
        client.publishes("foo", 1);
        plain.acknowledges(1, 2, 3, 4);
        member.acknowledges(1, 2, 3, 4);

        // then
        assertThat(plain.first()).containsExactly(1L, 2L, 5L);
        assertThat(plain.again()).containsExactly(3L, 4L);
        assertThat(member.first()).containsExactly(1L, 2L, 5L);
        assertThat(member.again()).containsExactly(3L, 4L);
        assertThat(plain.received().stream().map(Received::redeliveries))
                .containsExactly(0, 0, 1, 1, 0);
    }

    @Test
    void shouldFlagForWhoeverResumesADurableThatWasInUse() {
        // given
        client.subscribes("foo", Requests.all(Requests.durable("d"), Requests.window(1)));
        client.publishes("foo", 2);

        // when
        bed.store().mayLackDeliveries();
        bed.store().loseClient("orders");
        bed.restart();
        client.connects();
        TestSubscription resumed = client.subscribes("foo", Requests.durable("d"));

        // then
        assertThat(resumed.again()).containsExactly(1L, 2L);
        assertThat(resumed.first()).isEmpty();
    }

    @Test
    void shouldStillFlagAfterARestartInGoodOrder() {
        // given
        TestSubscription plain = client.subscribes("foo", Requests.window(1));
        TestSubscription member =
                client.subscribes("foo", Requests.all(Requests.queue("q"), Requests.window(1)));
        TestClient other = bed.connected("payments");
        TestSubscription durable =
                other.subscribes("foo", Requests.all(Requests.durable("d"), Requests.window(1)));
        client.publishes("foo", 3);
        bed.store().mayLackDeliveries();
        bed.restart();
        durable.closes();

        // when
        bed.store().lacksNoDeliveries();
        bed.restart();
        client.publishes("foo", 1);
        plain.acknowledges(1, 2, 3);
        member.acknowledges(1, 2, 3);
        TestSubscription resumed = other.subscribes("foo", Requests.durable("d"));

        // then
        assertThat(plain.first()).containsExactly(1L, 4L);
        assertThat(plain.again()).containsExactly(2L, 3L);
        assertThat(member.first()).containsExactly(1L, 4L);
        assertThat(member.again()).containsExactly(2L, 3L);
        assertThat(resumed.first()).containsExactly(4L);
        assertThat(resumed.again()).contains(2L, 3L);
    }

    @Test
    void shouldSendAgainAtOnceAndUncountedWhatCertainlyNobodyGot() {
        // given
        TestSubscription plain =
                client.subscribes("foo", Requests.all(Requests.window(1), Requests.ackWait(30)));
        client.publishes("foo", 2);
        bed.store().mayLackDeliveries();
        bed.restart();

        // when
        bed.bus().tellsLater();
        plain.vanishes();
        plain.acknowledges(1);
        bed.bus().tellsNow();
        bed.settle();
        plain.comesBack();
        bed.settle();

        // then
        assertThat(plain.again()).containsExactly(2L);
        assertThat(plain.lastCount()).isEqualTo(1);
    }

    @Test
    void shouldNotFlagWhatWasNobodysOrIsNew() {
        // given
        client.subscribes("foo", Requests.durable("d")).closes();
        client.publishes("foo", 2);

        // when
        bed.store().mayLackDeliveries();
        bed.restart();
        TestSubscription resumed = client.subscribes("foo", Requests.durable("d"));
        TestSubscription all = client.subscribes("foo", Requests.from(StartPosition.FIRST));

        // then
        assertThat(resumed.first()).containsExactly(1L, 2L);
        assertThat(all.first()).containsExactly(1L, 2L);
    }
}
