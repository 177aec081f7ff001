package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.OneChannelRights;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.SubscriptionRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users of limited rights are told, and what they cannot do in another's name. */
class ChannelRightsTest {
    private static final String UNKNOWN = "stan: unknown clientID";

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final TestClient clerk = bed.connected("clerk", 0);
    private final TestClient other = bed.connected("other", 1);

    @AfterEach
    void close() {
        bed.close();
    }

    private static void limit(TestClient client, String user) {
        client.connection().isLimitedTo(new OneChannelRights(user, "orders", "tickets"));
    }

    @Test
    void shouldTellAPublisherThatItMayNot() {
        // given
        limit(clerk, "u");

        // when, then
        assertThat(clerk.publishes("orders", "1")).isEmpty();
        assertThat(clerk.publishes("tickets", "1"))
                .isEqualTo("stan: not allowed to publish to channel 'tickets' (user 'u')");
        assertThat(other.publishes("tickets", "1")).isEmpty();
    }

    @Test
    void shouldTellASubscriberThatItMayNot() {
        // given
        limit(clerk, "u");
        other.publishes("tickets", "1");

        // when
        TestSubscription allowed = clerk.subscribes("tickets");
        TestSubscription denied = clerk.triesToSubscribe(clerk.subscriptionTo("orders"));

        // then
        assertThat(allowed.received()).extracting(Received::data).containsExactly("1");
        assertThat(denied.error())
                .isEqualTo("stan: not allowed to subscribe to channel 'orders' (user 'u')");
    }

    @Test
    void shouldJudgeByTheRightsThatHoldWhenARequestComes() {
        // given
        assertThat(clerk.publishes("tickets", "1")).isEmpty();

        // when
        limit(clerk, "u");

        // then
        assertThat(clerk.publishes("tickets", "2")).contains("not allowed");
    }

    @Test
    void shouldNotPublishOnASubjectWhereTheUserCouldNotListen() {
        // given
        limit(clerk, "u");
        SubscriptionRequest usual = clerk.subscriptionTo("tickets");
        SubscriptionRequest elsewhere =
                new SubscriptionRequest(
                        usual.clientId(),
                        usual.channel(),
                        "",
                        "payments.commands",
                        usual.maxInFlight(),
                        usual.ackWaitSeconds(),
                        "",
                        usual.startPosition(),
                        0,
                        0);

        // when, then
        assertThat(clerk.triesToSubscribe(elsewhere).error())
                .isEqualTo("stan: not allowed to receive on 'payments.commands' (user 'u')");
        TestClient late = bed.client("late", 0);
        limit(late, "u");
        var pending =
                late.asks(
                        new ConnectRequest("late", "payments.commands", 1, "c", 0, 0)::encodeTo,
                        "_STAN.discover.test-cluster");
        bed.settle();
        assertThat(pending.orThrow().error())
                .isEqualTo("stan: not allowed to receive on 'payments.commands' (user 'u')");
    }

    @Test
    void shouldNotLetLimitedUsersAskInTheNameOfOthersOnSharedSubjects() {
        // given
        TestSubscription listening = other.subscribes("tickets");
        TestClient forger = bed.client("other", 0);
        limit(forger, "u");
        forger.ignoresItsSubjects();

        // when, then
        assertThat(forger.publishes("orders", "forged")).isEqualTo("stan: invalid publish request");
        assertThat(forger.triesToSubscribe(forger.subscriptionTo("tickets")).error())
                .isEqualTo(UNKNOWN);
        assertThat(forger.unsubscribes("tickets", listening.ackInbox())).isEqualTo(UNKNOWN);
        assertThat(forger.closes()).isEqualTo(UNKNOWN);
        assertThat(other.publishes("tickets", "1")).isEmpty();
        assertThat(listening.received()).hasSize(1);
    }

    @Test
    void shouldTakeAcknowledgementsOfAUserOnSubjectsOfItsOwn() {
        // given
        limit(clerk, "u");

        // then
        assertThat(clerk.subscribes("tickets").ackInbox())
                .matches("_STAN\\.suback\\.u\\.[0-9A-Za-z]{22}");
        assertThat(other.subscribes("tickets").ackInbox()).startsWith("_INBOX.");
    }
}
