package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.identity.DuplicatePolicies;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.OneChannelRights;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.SubscriptionRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void shouldTellAClientThatItMayNotHaveAnId() {
        // given
        TestClient stranger = bed.client("not-u", 0);
        limit(stranger, "u");

        // when, then
        assertThat(stranger.triesToConnect().error())
                .isEqualTo("stan: not allowed to connect as client 'not-u' (user 'u')");
    }

    @Test
    void shouldNotTellTheNameOfAChannelThatAClientMayNotRead() {
        // given
        other.publishes("ticket", "1");
        limit(clerk, "u");

        // when
        TestSubscription subscription = clerk.subscribes("tickets", Requests.askingIfNew());

        // then
        assertThat(subscription.isChannelNew()).isTrue();
        assertThat(subscription.nearChannel()).isEmpty();
    }

    /** The durable of an absent client, whose ID somebody else takes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepADurableFromOtherUsers(boolean isRestarted) {
        // given
        limit(clerk, "u");
        clerk.subscribes("tickets", Requests.durable("d"));
        clerk.closes();
        other.publishes("tickets", "1");
        if (isRestarted) {
            bed.restart();
        }

        // when
        TestClient thief = bed.client("clerk", 1);
        limit(thief, "v");
        thief.connects();
        TestSubscription stolen = durable(thief);
        TestSubscription own = thief.subscribes("tickets", Requests.durable("another"));
        thief.closes();

        // then
        assertThat(stolen.error())
                .isEqualTo(
                        "stan: not allowed to resume durable 'd', which belongs to another user"
                                + " (user 'v')");
        assertThat(stolen.received()).isEmpty();
        assertThat(own.received()).extracting(Received::data).containsExactly("1");
        clerk.connects();
        assertThat(durable(clerk).received()).extracting(Received::data).containsExactly("1");
    }

    private static TestSubscription durable(TestClient client) {
        return client.triesToSubscribe(
                Requests.durable("d").apply(client.subscriptionTo("tickets")));
    }

    @Test
    void shouldLetUnlimitedUsersResumeEveryDurableWithoutTakingIt() {
        // given
        limit(clerk, "u");
        clerk.subscribes("tickets", Requests.durable("d"));
        clerk.closes();
        TestClient helper = bed.connected("clerk", 1);

        // when
        assertThat(durable(helper).error()).isEmpty();
        helper.closes();

        // then
        TestClient thief = bed.client("clerk", 1);
        limit(thief, "v");
        thief.connects();
        assertThat(durable(thief).error()).contains("belongs to another user");
    }

    @Test
    void shouldBindADurableOfNobodyToTheFirstWhoResumesIt() {
        // given
        clerk.subscribes("tickets", Requests.durable("d"));
        clerk.closes();
        limit(clerk, "u");
        clerk.connects();

        // when
        assertThat(durable(clerk).error()).isEmpty();
        clerk.closes();

        // then
        TestClient late = bed.client("clerk", 1);
        limit(late, "v");
        late.connects();
        assertThat(durable(late).error()).contains("belongs to another user");
    }

    @Test
    void shouldNotLetAUserReplaceTheClientOfAnother() {
        // given
        try (EngineBed replacing =
                EngineBed.started(
                        EngineOptions.defaults()
                                .withDuplicatePolicies(DuplicatePolicies.parse("clerk=replace")))) {
            TestClient holder = replacing.client("clerk", 0);
            limit(holder, "u");
            holder.connects();

            // when
            TestClient stranger = replacing.client("clerk", 0);
            limit(stranger, "v");
            TestClient same = replacing.client("clerk", 0);
            limit(same, "u");

            // then
            assertThat(stranger.triesToConnect().error())
                    .isEqualTo("stan: clientID already registered");
            assertThat(same.triesToConnect().error()).isEmpty();
        }
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
