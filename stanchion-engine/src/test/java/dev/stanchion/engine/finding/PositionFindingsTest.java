package dev.stanchion.engine.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Findings about positions: each appears and is told once, ends and is told once. */
class PositionFindingsTest {
    private final EngineBed bed = EngineBed.started();
    private final FoundLines found = new FoundLines(bed);
    private final TestClient publisher = bed.connected("publisher-1");
    private final TestClient orders = bed.connected("orders-1");

    @AfterEach
    void close() {
        bed.close();
    }

    private static UnaryOperator<SubscriptionRequest> group(int window, int ackWait) {
        return r ->
                Requests.queue("orders")
                        .apply(Requests.window(window).apply(Requests.ackWait(ackWait).apply(r)));
    }

    private void isToldOnce(FindingKind kind) {
        found.afterARound();
        assertThat(found.codes()).contains(kind.code());
        assertThat(found.told(kind)).hasSize(1);
        assertThat(found.over(kind)).isEmpty();
    }

    private void isOver(FindingKind kind) {
        assertThat(found.codes()).doesNotContain(kind.code());
        found.afterARound();
        assertThat(found.told(kind)).hasSize(1);
        assertThat(found.over(kind)).hasSize(1);
    }

    @Test
    void shouldFindAGroupThatNeverAcknowledges() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(2, 5));
        publisher.publishes("tickets", 3);

        // when
        found.after(Duration.ofSeconds(25));

        // then
        assertThat(found.sentences())
                .anyMatch(each -> each.startsWith("tickets: orders has not acknowledged any of "));
        isToldOnce(FindingKind.NEVER_ACKS);

        // when
        member.acknowledges(1, 2);
        found.afterARound();

        // then
        isOver(FindingKind.NEVER_ACKS);
    }

    @Test
    void shouldNotFindThatAGroupNeverAcknowledgesAfterItsFirstAttempts() {
        // given
        orders.subscribes("tickets", group(2, 30));
        publisher.publishes("tickets", 3);

        // when
        found.after(Duration.ofSeconds(55));

        // then
        assertThat(found.told(FindingKind.NEVER_ACKS)).isEmpty();
    }

    @Test
    void shouldFindAStalledGroup() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(2, 30));
        publisher.publishes("tickets", 4);
        member.acknowledges(1);
        found.after(Duration.ofSeconds(45));

        // then
        assertThat(found.sentences().getFirst())
                .startsWith("tickets: orders is stalled: 2 of 2 in flight");
        isToldOnce(FindingKind.STALLED);

        // when
        member.acknowledgesAll();
        member.acknowledges(2, 3);
        found.afterARound();

        // then
        isOver(FindingKind.STALLED);
    }

    @Test
    void shouldNotCallASlowHandlerStalledWithinItsAckWait() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(1, 30));
        publisher.publishes("tickets", 20);

        // when
        for (int i = 1; i <= 10; i++) {
            found.after(Duration.ofSeconds(20));
            member.acknowledges(i);
        }

        // then
        assertThat(found.told(FindingKind.STALLED)).isEmpty();
        assertThat(found.told(FindingKind.NEVER_ACKS)).isEmpty();
        assertThat(found.told(FindingKind.ACK_WAIT_BELOW_HANDLER)).isEmpty();
    }

    @Test
    void shouldFindAPoisonousMessage() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(10, 10));
        publisher.publishes("tickets", 3);
        member.acknowledges(1, 3);

        // when
        found.after(Duration.ofSeconds(55));

        // then
        assertThat(found.sentences().getFirst())
                .startsWith("tickets: Message 2 was sent ")
                .endsWith("blocks nothing else.");
        isToldOnce(FindingKind.POISON);

        // when
        member.acknowledges(2);
        found.afterARound();

        // then
        isOver(FindingKind.POISON);
    }

    @Test
    void shouldNotCallAMessagePoisonousThatTakesThreeAttempts() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(10, 10));
        publisher.publishes("tickets", 3);
        member.acknowledges(1, 3);

        // when
        found.after(Duration.ofSeconds(25));
        member.acknowledges(2);
        found.after(Duration.ofSeconds(60));

        // then
        assertThat(found.live()).isEmpty();
        assertThat(found.told(FindingKind.POISON)).isEmpty();
    }

    @Test
    void shouldFindADurableThatNobodyUsesForAWeek() {
        // given
        UnaryOperator<SubscriptionRequest> durable = Requests.durable("orders");
        publisher.publishes("tickets", 1);
        orders.subscribes("tickets", durable).acknowledgesAll();
        orders.closes();
        publisher.closes();
        bed.advance(Duration.ofDays(6), Duration.ofSeconds(10));
        assertThat(found.live()).isEmpty();

        // when
        bed.advance(Duration.ofDays(1), Duration.ofSeconds(10));

        // then
        isToldOnce(FindingKind.ORPHAN_DURABLE);
        assertThat(found.sentences().getFirst())
                .startsWith("tickets: orders is offline for 7 d; its position is kept at 1");

        // when
        TestClient again = bed.connected("orders-1");
        again.subscribes("tickets", durable);
        found.afterARound();

        // then
        isOver(FindingKind.ORPHAN_DURABLE);
    }

    @Test
    void shouldFindAStartThatIsIgnoredAndNew() {
        // given
        UnaryOperator<SubscriptionRequest> durable = Requests.durable("orders");
        orders.subscribes(
                        "tickets",
                        r -> durable.apply(Requests.from(StartPosition.NEW_ONLY).apply(r)))
                .closes();

        // when
        orders.subscribes("tickets", durable);

        // then
        isToldOnce(FindingKind.START_IGNORED);
        assertThat(found.sentences())
                .containsExactly(
                        "tickets: orders resumed at 1; the requested start all available was"
                                + " ignored because the durable exists.");

        // when
        found.after(Duration.ofHours(24));

        // then
        isOver(FindingKind.START_IGNORED);
    }

    @Test
    void shouldNotFindThatAServiceAsksForTheSameStartEachTime() {
        // given
        UnaryOperator<SubscriptionRequest> durable = Requests.durable("orders");
        orders.subscribes("tickets", durable).closes();
        orders.subscribes("tickets", durable).closes();

        // when
        bed.restart();
        orders.subscribes("tickets", durable).closes();
        orders.subscribes("tickets", durable);
        found.afterARound();

        // then
        assertThat(found.live()).isEmpty();
    }

    @Test
    void shouldFindMessagesThatAreAcknowledgedTwice() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(10, 30));
        for (int i = 1; i <= 30; i++) {
            publisher.publishes("tickets", 1);
            member.acknowledges(i, i);
            found.after(Duration.ofSeconds(6));
        }

        // then
        isToldOnce(FindingKind.DOUBLE_ACK);
        assertThat(found.sentences().getFirst())
                .startsWith("tickets: group orders acknowledges messages twice: ");

        // when
        for (int i = 31; i <= 60; i++) {
            publisher.publishes("tickets", 1);
            member.acknowledges(i);
            found.after(Duration.ofSeconds(6));
        }

        // then
        isOver(FindingKind.DOUBLE_ACK);
    }

    @Test
    void shouldNotCallItDoubleIfAMessageCameTwice() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(10, 2));
        for (int i = 1; i <= 60; i++) {
            publisher.publishes("tickets", 1);
            found.after(Duration.ofMillis(3500));
            member.acknowledges(i, i);
        }

        // then
        assertThat(found.told(FindingKind.DOUBLE_ACK)).isEmpty();
    }

    @Test
    void shouldFindAnAckWaitBelowTheTimeOfTheHandler() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(1, 30));
        publisher.publishes("tickets", 60);

        // when
        for (int i = 1; i <= 25; i++) {
            found.after(Duration.ofSeconds(27));
            member.acknowledges(i);
        }

        // then
        isToldOnce(FindingKind.ACK_WAIT_BELOW_HANDLER);
        assertThat(found.sentences().getFirst())
                .startsWith("tickets: group orders takes about 27 s from receiving a message")
                .contains("its ack wait is 30 s");

        // when
        for (int i = 26; i <= 50; i++) {
            found.after(Duration.ofSeconds(10));
            member.acknowledges(i);
        }

        // then
        isOver(FindingKind.ACK_WAIT_BELOW_HANDLER);
    }

    @Test
    void shouldFindAShortAckWaitByWhatIsSentAgain() {
        // given
        TestSubscription member = orders.subscribes("tickets", group(1, 2));
        publisher.publishes("tickets", 60);

        // when
        for (int i = 1; i <= 50; i++) {
            found.after(Duration.ofSeconds(3));
            member.acknowledges(i);
        }

        // then
        isToldOnce(FindingKind.ACK_WAIT_BELOW_HANDLER);
    }

    @Test
    void shouldNotBlameTheAckWaitForAReconnectOrForBursts() {
        // given
        UnaryOperator<SubscriptionRequest> durable =
                r -> Requests.durable("orders").apply(Requests.ackWait(30).apply(r));
        publisher.publishes("tickets", 50);
        orders.subscribes("tickets", durable).closes();
        found.after(Duration.ofMinutes(2));

        // when
        TestSubscription again = orders.subscribes("tickets", durable);
        bed.settle();
        again.acknowledgesAll();
        for (int i = 0; i < 20; i++) {
            publisher.publishes("tickets", 100);
            found.after(Duration.ofSeconds(12));
        }

        // then
        assertThat(found.told(FindingKind.ACK_WAIT_BELOW_HANDLER)).isEmpty();
        assertThat(found.live()).isEmpty();
    }
}
