package dev.stanchion.engine.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.StoreLimits;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each reason, in the situation in which it holds. */
class WhyTest {
    private final EngineBed bed =
            EngineBed.started(
                    EngineOptions.defaults().withLimits(new StoreLimits(0, 1000, 3, 0, 0, 0)), 2);
    private final TestClient publisher = bed.connected("publisher-1");
    private final TestClient orders = bed.connected("orders-1", 1);

    @AfterEach
    void close() {
        bed.close();
    }

    private Diagnosis why(String channel, String position) {
        List<Diagnosis> answers = new ArrayList<>();
        bed.engine().inspector().why(channel, position, answers::add);
        bed.settle();
        return answers.getFirst();
    }

    private List<String> sentences(String channel) {
        return why(channel, "").reasons().stream().map(Standstill::sentence).toList();
    }

    private List<String> codes(String channel) {
        return why(channel, "").reasons().stream().map(Standstill::code).toList();
    }

    private static UnaryOperator<SubscriptionRequest> group(int window, int ackWait) {
        return r ->
                Requests.queue("orders")
                        .apply(Requests.window(window).apply(Requests.ackWait(ackWait).apply(r)));
    }

    @Test
    void shouldNameTheChannelThatWasMeant() {
        // given
        publisher.publishes("tickets:created", 2);
        orders.subscribes("tickets:created");

        // when
        Diagnosis diagnosis = why("ticket:created", "");

        // then
        assertThat(diagnosis.reasons())
                .singleElement()
                .satisfies(reason -> {
                    assertThat(reason.code()).isEqualTo("no-such-channel");
                    assertThat(reason.sentence())
                            .isEqualTo(
                                    "There is no channel ticket:created; tickets:created has 2"
                                            + " messages and 1 subscription. The names differ by a"
                                            + " plural.");
                    assertThat(reason.remedy())
                            .isEqualTo("Correct the name in the publisher or the listener.");
                });
        assertThat(sentences("payments")).containsExactly("There is no channel payments.");
        assertThat(diagnosis.isWrong()).isTrue();
    }

    @Test
    void shouldSayThatNobodySubscribes() {
        // given
        publisher.publishes("tickets", 2);

        // then
        assertThat(sentences("tickets"))
                .containsExactly("tickets holds 2 messages and nobody subscribes to it.");
    }

    @Test
    void shouldSayThatMessagesAreHeldBack() {
        // given
        bed.engine().change(PolicyText.parse("tickets/group:orders=delay:30s"));
        orders.subscribes("tickets", group(10, 30));
        publisher.publishes("tickets", 1);
        bed.advance(Duration.ofSeconds(18));

        // when
        Diagnosis diagnosis = why("tickets", "orders");

        // then
        assertThat(diagnosis.reasons())
                .extracting(Standstill::code, Standstill::sentence)
                .containsExactly(
                        tuple(
                                "delayed",
                                "orders has a delay of 30 s; the next message is due in 12 s."));
        assertThat(diagnosis.isWrong()).isFalse();
    }

    @Test
    void shouldSayThatNobodyOfThatNameSubscribes() {
        // given
        orders.subscribes("tickets", group(10, 30));

        // then
        assertThat(why("tickets", "ordres").reasons())
                .extracting(Standstill::sentence)
                .containsExactly("No group, durable or client ordres uses tickets; orders does.");
        assertThat(why("tickets", "orders").reasons())
                .extracting(Standstill::code)
                .containsExactly("nothing-new");
        assertThat(why("tickets", "orders-1").reasons()).hasSize(1);
    }

    @Test
    void shouldSayThatNothingIsWrong() {
        // given
        publisher.publishes("tickets", 2);
        orders.subscribes("tickets", group(10, 30)).acknowledgesAll();
        bed.settle();
        bed.advance(Duration.ofSeconds(12));

        // when
        Diagnosis diagnosis = why("tickets", "");

        // then
        assertThat(diagnosis.reasons())
                .extracting(Standstill::sentence)
                .containsExactly(
                        "orders is up to date: all 2 messages are acknowledged; the last was"
                                + " published 12 s ago by publisher-1.");
        assertThat(diagnosis.isWrong()).isFalse();
    }

    @Test
    void shouldSayHowLongADurableIsOffline() {
        // given
        publisher.publishes("tickets", 1);
        TestSubscription durable =
                orders.subscribes("tickets", Requests.durable("orders")).acknowledgesAll();
        bed.settle();
        durable.closes();
        publisher.publishes("tickets", 2);
        bed.advance(Duration.ofSeconds(75));

        // then
        assertThat(sentences("tickets"))
                .containsExactly(
                        "orders is offline for 1 m 15 s; its position is kept at 1, and 2 messages"
                                + " wait for it.");
    }

    @Test
    void shouldNotKnowForHowLongADurableWasOfflineBeforeTheStart() {
        // given
        publisher.publishes("tickets", 1);
        orders.subscribes("tickets", Requests.durable("orders")).closes();

        // when
        bed.restart();

        // then
        assertThat(sentences("tickets"))
                .singleElement()
                .asString()
                .startsWith("orders is offline for at least 0 s; its position is kept at ");
    }

    @Test
    void shouldSayThatADurableWithoutAConnectionIsOffline() {
        // given
        TestSubscription durable = orders.subscribes("tickets", Requests.durable("orders"));
        orders.vanishes();
        durable.vanishes();
        bed.advance(Duration.ofSeconds(3));

        // then
        assertThat(codes("tickets")).containsExactly("offline");
        assertThat(sentences("tickets").getFirst()).startsWith("orders is offline for 3 s;");
    }

    @Test
    void shouldSayWhoStallsAGroup() {
        // given
        orders.subscribes("tickets", group(2, 30));
        publisher.publishes("tickets", 3);
        bed.advance(Duration.ofSeconds(12));

        // when
        Standstill stalled = why("tickets", "").reasons().getFirst();

        // then
        assertThat(stalled.code()).isEqualTo("stalled");
        assertThat(stalled.sentence())
                .isEqualTo(
                        "orders is stalled: 2 of 2 in flight, oldest unacknowledged 12 s, held by"
                                + " orders-1 (%s).".formatted(orders.connection().description()));
        assertThat(stalled.remedy())
                .contains("message 1", "The ack wait is 30 s", "1 attempt so far");
    }

    @Test
    void shouldNotCallAReaderStalledThatTakesOneAtATime() {
        // given
        orders.subscribes("tickets", group(1, 30));
        publisher.publishes("tickets", 1);

        // then
        assertThat(codes("tickets")).isEmpty();
    }

    @Test
    void shouldSayThatAGroupNeverAcknowledges() {
        // given
        orders.subscribes("tickets", group(2, 10));
        publisher.publishes("tickets", 3);

        // when
        bed.advance(Duration.ofSeconds(25));

        // then
        assertThat(sentences("tickets").getFirst())
                .startsWith("orders has not acknowledged any of 6 deliveries since ");
        assertThat(codes("tickets")).containsExactly("never-acks", "stalled");
    }

    @Test
    void shouldNameThePoisonousMessage() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(10, 10));
        publisher.publishes("tickets", 3);
        member.acknowledges(1, 3);

        // when
        bed.advance(Duration.ofSeconds(45));

        // then
        assertThat(sentences("tickets"))
                .containsExactly(
                        "Message 2 was sent 5 times to orders and never acknowledged; it blocks"
                                + " nothing else.");
    }

    @Test
    void shouldSayWhatAPoisonousMessageBlocks() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(2, 10));
        publisher.publishes("tickets", 4);
        member.acknowledges(1);

        // when
        bed.advance(Duration.ofSeconds(45));

        // then
        assertThat(codes("tickets")).containsExactly("stalled", "poison");
        assertThat(sentences("tickets").getLast())
                .isEqualTo(
                        "Message 2 was sent 5 times to orders and never acknowledged; it blocks 1"
                                + " of 2 in flight.");
    }

    @Test
    void shouldSayWhenTheNextAttemptIsDue() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(10, 10));
        publisher.publishes("tickets", 3);
        member.acknowledges(1);

        // when
        bed.advance(Duration.ofSeconds(12));

        // then
        assertThat(sentences("tickets"))
                .containsExactly(
                        "2 messages of orders wait for their next attempt; the next is due in 8 s"
                                + " (attempt 3).");
    }

    @Test
    void shouldSayWhoDoesNotListen() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(10, 30));

        // when
        member.vanishes();
        bed.advance(Duration.ofSeconds(8));

        // then
        assertThat(sentences("tickets").getFirst())
                .isEqualTo(
                        "orders-1 is registered but does not listen on its inbox since 8 s; its"
                                + " connection is open.");

        // when
        orders.vanishes();
        bed.settle();

        // then
        assertThat(sentences("tickets").getFirst()).endsWith("its connection is closed.");
    }

    @Test
    void shouldSayWhoDoesNotRead() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(10, 30));
        bed.bus().congest(member.inbox());
        publisher.publishes("tickets", 1);

        // when
        bed.advance(Duration.ofSeconds(20));

        // then
        assertThat(sentences("tickets"))
                .containsExactly(
                        "orders-1 does not read: too much waits in its connection since 20 s.");
    }

    @Test
    void shouldSayWhoMissesHeartbeats() {
        // given
        orders.subscribes("tickets", group(10, 30));
        orders.isMute(true);

        // when
        bed.advance(Duration.ofSeconds(85));

        // then
        assertThat(codes("tickets")).contains("failing");
        assertThat(sentences("tickets").getFirst())
                .matches("orders-1 has missed 2 of 11 heartbeats; last heard 1 m 2?\\d s ago\\.");
    }

    @Test
    void shouldSayWhatGoesFirstAfterAResume() {
        // given
        TestSubscription first = orders.subscribes("tickets", Requests.durable("orders"));
        publisher.publishes("tickets", 3);
        first.acknowledges(1);
        first.closes();
        bed.store().channel("tickets");

        // when: the receiver takes nothing yet
        SubscriptionRequest again =
                Requests.durable("orders").apply(orders.subscriptionTo("tickets"));
        bed.bus().congest(again.inbox());
        orders.triesToSubscribe(again);

        // then
        assertThat(sentences("tickets"))
                .contains("orders resumed: 2 messages from before go first; 0 are acknowledged.");
    }

    @Test
    void shouldSayThatAStartWasIgnored() {
        // given
        publisher.publishes("tickets", 2);
        TestSubscription first = orders.subscribes("tickets", Requests.durable("orders"));
        first.acknowledges(1, 2);
        first.closes();

        // when
        orders.subscribes("tickets", Requests.durable("orders"));
        Diagnosis diagnosis = why("tickets", "orders");

        // then
        assertThat(diagnosis.reasons())
                .extracting(Standstill::sentence)
                .contains(
                        "orders resumed at 3; the requested start all available was ignored because"
                                + " the durable exists.");
        assertThat(diagnosis.isWrong()).isFalse();
    }

    @Test
    void shouldNotSayThatAStartWasIgnoredThatNobodyChose() {
        // given
        UnaryOperator<SubscriptionRequest> durable =
                r ->
                        Requests.durable("orders")
                                .apply(Requests.from(StartPosition.NEW_ONLY).apply(r));
        orders.subscribes("tickets", durable).closes();

        // when
        orders.subscribes("tickets", durable);

        // then
        assertThat(codes("tickets")).containsExactly("nothing-new");
    }

    @Test
    void shouldCountWhatLimitsHaveRemoved() {
        // given: a channel keeps three messages
        TestSubscription member = orders.subscribes("tickets", group(1, 30));
        for (int i = 1; i <= 6; i++) {
            publisher.publishes("tickets", "message " + i);
        }

        // then: it has got the first
        assertThat(sentences("tickets"))
                .contains("2 messages were removed by max_msgs=3 before orders got them.");

        // when
        member.acknowledges(1);
        member.acknowledges(4);

        // then
        assertThat(sentences("tickets"))
                .contains("2 messages were removed by max_msgs=3 before orders got them.");
    }

    @Test
    void shouldTellAPauseByItsFacts() {
        // given
        long noon = 1_800_000_000L * 1_000_000_000L;

        // then
        assertThat(
                        new PolicyStandstill.Paused("orders", "ops", noon, noon, "deploying v2")
                                .sentence())
                .isEqualTo(
                        "orders was paused by ops at 2027-01-15T08:00:00Z, until"
                                + " 2027-01-15T08:00:00Z: deploying v2.");
        assertThat(
                        new PolicyStandstill.Paused("orders", "ops", noon, Long.MAX_VALUE, "")
                                .sentence())
                .isEqualTo("orders was paused by ops at 2027-01-15T08:00:00Z.");
    }

    @Test
    void shouldSayThatTheStoreRefusesMessages() {
        // given
        publisher.publishes("tickets", 1);
        bed.store().fail("append");

        // when
        publisher.publishes("tickets", "refused");

        // then
        assertThat(codes("tickets")).containsExactly("store", "nobody-ever");
        assertThat(sentences("tickets").getFirst()).startsWith("Messages are refused: ");

        // when
        bed.store().recoverFromFailure();
        bed.advance(Duration.ofSeconds(11));

        // then
        assertThat(codes("tickets")).containsExactly("nobody-ever");
    }

    @Test
    void shouldSayThatTheStoreIsSlowToRead() {
        // given
        publisher.publishes("tickets", 3);
        bed.store().answerLater();
        bed.store().holdBackAnswers("read");

        // when
        orders.startsToSubscribe(group(10, 30).apply(orders.subscriptionTo("tickets")));
        bed.advance(Duration.ofMillis(3_200));

        // then
        assertThat(codes("tickets")).contains("store");
        assertThat(sentences("tickets").getFirst()).isEqualTo("Reading tickets takes 3 s.");
    }

    @Test
    void shouldSayWhoPublishesWithoutTheProtocol() {
        // given
        orders.subscribes("tickets", group(1, 30));

        // when
        bed.bus().send(publisher.connection(), "tickets", "", new byte[] {1});
        bed.advance(Duration.ofSeconds(11), Duration.ofMillis(100));

        // then
        assertThat(sentences("tickets").getFirst())
                .isEqualTo(
                        "test connection on shard 0 publishes to the NATS subject tickets without"
                                + " the streaming protocol; such messages are not stored.");
    }
}
