package dev.stanchion.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.SubscriptionRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks requests that may have been granted before, because only their answers may be lost. */
class RepeatedRequestsTest {
    private final EngineBed bed = EngineBed.started();
    private final TestClient client = bed.connected("orders");

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void shouldGiveAConnectionTheSameAnswerAgain() {
        // given
        ConnectResponse first = client.subjects();
        client.connection().repeats();

        // when
        ConnectResponse second = client.triesToConnect();

        // then
        assertThat(second).isEqualTo(first);
        assertThat(client.heartbeatsSeen()).isZero();
        assertThat(bed.snapshot().clients()).hasSize(1);
    }

    @Test
    void shouldNotTakeAnotherConnectionForTheSame() {
        // given
        TestClient other = bed.client("orders", 0);
        other.connection().repeats();

        // when
        ConnectResponse answer = other.triesToConnect();

        // then
        assertThat(answer.error()).isEqualTo("stan: clientID already registered");
    }

    @Test
    void shouldGiveASubscriptionTheSameInboxAgain() {
        // given
        SubscriptionRequest request = client.subscriptionTo("foo");
        TestSubscription first = client.triesToSubscribe(request);
        client.connection().repeats();

        // when
        TestSubscription second = client.triesToSubscribe(request);

        // then
        assertThat(second.error()).isEmpty();
        assertThat(second.ackInbox()).isEqualTo(first.ackInbox());
        assertThat(bed.snapshot().subscriptionCount()).isEqualTo(1);
    }

    @Test
    void shouldConfirmAnEndThatHasHappened() {
        // given
        TestSubscription subscription = client.subscribes("foo");
        subscription.unsubscribes();
        assertThat(client.unsubscribes("foo", subscription.ackInbox())).isNotEmpty();
        client.connection().repeats();

        // when
        String ended = client.unsubscribes("foo", subscription.ackInbox());
        String inChannel = client.unsubscribes("never", subscription.ackInbox());
        String closed = client.closes();
        String closedAgain = client.closes();

        // then
        assertThat(ended).isEmpty();
        assertThat(inChannel).isEmpty();
        assertThat(closed).isEmpty();
        assertThat(closedAgain).isEmpty();
    }
}
