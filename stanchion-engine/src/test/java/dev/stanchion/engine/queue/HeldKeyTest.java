package dev.stanchion.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.admin.Extent;
import dev.stanchion.engine.admin.Failure;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.ParkedPage;
import dev.stanchion.engine.admin.Place;
import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.engine.diagnosis.Diagnosis;
import dev.stanchion.engine.diagnosis.Standstill;
import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A parked message holds its key: later messages with the key are parked behind it. */
class HeldKeyTest {
    private static final String PARKED = "foo.parked";

    private final EngineBed bed =
            EngineBed.started(
                    EngineOptions.defaults()
                            .withPolicies(
                                    PolicyText.parse(
                                            "foo/group:g=key:$.id,on_parked:hold_key,"
                                                    + "max_deliveries:1,max_waiting:4")),
                    3);
    private final Operator operator = new Operator(bed);
    private final TestClient publisher = bed.connected("publisher");
    private final TestClient client = bed.connected("orders", 1);
    private TestSubscription member = joined();

    @AfterEach
    void close() {
        bed.close();
    }

    private TestSubscription joined() {
        return client.subscribes(
                "foo",
                Requests.all(
                        Requests.all(Requests.queue("g"), Requests.durable("d")),
                        Requests.ackWait(1)));
    }

    private void publish(String... keys) {
        for (String key : keys) {
            publisher.publishes("foo", "{\"id\":\"" + key + "\"}");
        }
        bed.settle();
    }

    private void ackWaitRunsOut() {
        bed.advance(Duration.ofMillis(1_100));
    }

    private List<String> parked() {
        ParkedPage page =
                operator.<ParkedPage>asks((admin, reply) -> admin.parked(PARKED, 1, 100, reply))
                        .orThrow();
        return page.messages().stream()
                .map(each -> each.note().sequence() + " " + each.note().reason())
                .toList();
    }

    private static Operation redrive(Long... sequences) {
        return new Operation.RedriveParked(PARKED, List.of(sequences), false);
    }

    private static Operation drop(Long... sequences) {
        return new Operation.DropParked(PARKED, List.of(sequences));
    }

    private List<String> sentences() {
        List<Diagnosis> told = new ArrayList<>();
        bed.engine().inspector().why("foo", "", told::add);
        bed.settle();
        return told.getFirst().reasons().stream().map(Standstill::sentence).toList();
    }

    /** Parks message 1 with key a, and 2 and 4 behind it. */
    private void aIsHeld() {
        publish("a", "a", "b", "a");
        member.acknowledges(3);
        ackWaitRunsOut();
        assertThat(parked()).containsExactly("1 1 attempt", "2 behind 1", "4 behind 1");
        member.forgets();
    }

    @Test
    void shouldParkLaterMessagesOfTheKeyAndLetOthersFlow() {
        // given
        aIsHeld();

        // when
        publish("a", "c", "b");

        // then
        assertThat(member.sequences()).containsExactly(6L, 7L);
        assertThat(parked()).endsWith("5 behind 1");
        assertThat(bed.store().channel("foo").pendingOf(1)).containsExactly(6L, 7L);
        assertThat(sentences())
                .contains(
                        "1 key of d:g is held: message 1 was parked, and later messages with its key"
                                + " are parked behind it.");
    }

    @Test
    void shouldSendAllMessagesOfTheKeyInOrderWhenTheFirstIsRedriven() {
        // given
        aIsHeld();

        // when
        String summary = operator.plans(redrive(1L)).orThrow().summary();
        operator.applies(redrive(1L)).orThrow();
        publish("a");

        // then
        assertThat(summary)
                .isEqualTo(
                        "3 parked messages of foo are sent again to group:d:g: 1, 2, 3. 2 messages of"
                                + " them were parked behind an earlier one with the same key, and come"
                                + " in order.");
        assertThat(parked()).isEmpty();
        assertThat(member.sequences()).containsExactly(1L);
        assertThat(member.again()).containsExactly(1L);
        member.acknowledges(1);
        assertThat(member.sequences()).containsExactly(1L, 2L);
        member.acknowledges(2);
        member.acknowledges(4);
        assertThat(member.sequences()).containsExactly(1L, 2L, 4L, 5L);
        assertThat(sentences()).noneMatch(each -> each.contains("held"));
        member.acknowledges(5);
        assertThat(bed.store().channel("foo").pendingOf(1)).isEmpty();
    }

    @Test
    void shouldHoldTheKeyAgainWhenARedrivenMessageFails() {
        // given
        aIsHeld();
        operator.applies(redrive(1L)).orThrow();
        member.acknowledges(1);

        // when
        ackWaitRunsOut();

        // then
        assertThat(member.sequences()).containsExactly(1L, 2L);
        assertThat(parked()).containsExactly("2 1 attempt", "4 behind 2");
    }

    @Test
    void shouldRefuseToRedriveAMessageBeforeTheFirstOfItsKey() {
        // given
        aIsHeld();

        // when
        Failure failure = operator.applies(redrive(2L)).failure();

        // then
        assertThat(failure.text())
                .contains(
                        "Message 1 of foo.parked is parked first of its key: redrive or drop that one"
                                + " first.");
        assertThat(parked()).hasSize(3);
    }

    @Test
    void shouldGoOnHoldingTheKeyWhenTheFirstIsDroppedAndFreeItWithTheNext() {
        // given
        aIsHeld();

        // when
        String summary = operator.plans(drop(1L)).orThrow().summary();
        operator.applies(drop(1L)).orThrow();
        publish("a");

        // then
        assertThat(summary)
                .endsWith(
                        "2 messages stay parked behind an earlier one with the same key: redrive the"
                                + " first one to go on with the key.");
        assertThat(parked()).containsExactly("2 behind 1", "4 behind 1", "5 behind 1");

        // when
        operator.applies(redrive(2L)).orThrow();

        // then
        assertThat(member.sequences()).containsExactly(2L);
        assertThat(member.again()).isEmpty();
        member.acknowledges(2);
        member.acknowledges(4);
        member.acknowledges(5);
        publish("a");
        assertThat(member.sequences()).containsExactly(2L, 4L, 5L, 6L);
    }

    @Test
    void shouldFreeTheKeyWhenAllAreDropped() {
        // given
        aIsHeld();

        // when
        operator.applies(drop(1L, 2L, 3L)).orThrow();
        publish("a");

        // then
        assertThat(member.sequences()).containsExactly(5L);
        bed.restart();
        assertThat(sentences()).noneMatch(each -> each.contains("held"));
    }

    @Test
    void shouldHoldTheKeyAcrossARestart() {
        // given
        aIsHeld();

        // when
        bed.restart();
        publish("a", "b");

        // then
        assertThat(member.sequences()).containsExactly(6L);
        assertThat(parked())
                .containsExactly("1 1 attempt", "2 behind 1", "4 behind 1", "5 behind 1");

        // when
        operator.applies(redrive(1L)).orThrow();

        // then
        assertThat(member.sequences()).containsExactly(6L, 1L);
        member.acknowledges(1);
        member.acknowledges(2);
        member.acknowledges(4);
        assertThat(member.sequences()).containsExactly(6L, 1L, 2L, 4L, 5L);
    }

    @Test
    void shouldHoldTheKeyAcrossARestartAlthoughTheFirstMessageIsGone() {
        // given
        aIsHeld();
        operator.applies(new Operation.Purge("foo", new Extent.UpTo(4))).orThrow();
        publish("a"); // from here the key can be read again

        // when
        bed.restart();
        publish("a");

        // then
        assertThat(member.sequences()).isEmpty();
        assertThat(parked()).endsWith("5 behind 1", "6 behind 1");
    }

    @Test
    void shouldHoldTheKeyWhenAnotherMessageIsRedrivenAlthoughThoseOfTheKeyAreGone() {
        // given
        aIsHeld();
        publisher.publishes("foo", "without a key");
        ackWaitRunsOut();
        operator.applies(new Operation.Purge("foo", new Extent.UpTo(4))).orThrow();

        // when
        operator.applies(redrive(4L)).orThrow();
        publish("a");

        // then
        assertThat(member.sequences()).containsExactly(5L, 5L);
        assertThat(parked()).endsWith("6 behind 1");
    }

    @Test
    void shouldParkAfterARestartWhatWasOnItsWayThere() {
        // given
        aIsHeld();
        bed.store().holdBack(PARKED);
        publish("a");
        assertThat(bed.store().channel("foo").pendingOf(1)).containsExactly(5L);

        // when
        bed.store().letGo();
        bed.store().channel("foo").pendingOf(1).add(5L);
        bed.restart();
        bed.settle();

        // then
        bed.advance(Duration.ofSeconds(3));
        assertThat(member.sequences()).isEmpty();
        assertThat(parked())
                .containsExactly("1 1 attempt", "2 behind 1", "4 behind 1", "5 behind 1");
        assertThat(bed.store().channel("foo").pendingOf(1)).isEmpty();
    }

    @Test
    void shouldGoOnWithWhatWasOnItsWayWhenTheKeyIsFreed() {
        // given
        aIsHeld();
        bed.store().fail("append");
        publisher.publishes("foo", "nothing is stored now");
        bed.store().recoverFromFailure();
        bed.store().holdBack(PARKED);
        publish("a");

        // when
        operator.startsToApply(redrive(1L));
        bed.settle();
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(member.sequences()).containsExactly(1L);
        member.acknowledges(1);
        member.acknowledges(2);
        member.acknowledges(4);
        assertThat(member.sequences()).containsExactly(1L, 2L, 4L, 5L);
        assertThat(parked()).isEmpty();
    }

    @Test
    void shouldTryAgainToParkBehind() {
        // given
        aIsHeld();
        bed.store().holdBack(PARKED);
        publish("a");
        bed.store().channel(PARKED).loseUnsynced();
        bed.store().letGo();

        // when
        bed.advance(Duration.ofSeconds(3));

        // then
        assertThat(parked()).endsWith("5 behind 1");
        assertThat(bed.store().channel("foo").pendingOf(1)).isEmpty();
        assertThat(member.sequences()).isEmpty();
    }

    @Test
    void shouldEndTheHoldWhenAnOperatorMovesTheGroup() {
        // given
        aIsHeld();

        // when
        operator.applies(
                        new Operation.Move(
                                "foo", new PositionKey.Group("d:g"), new Place.First(), false))
                .orThrow();

        // then
        assertThat(member.sequences()).containsExactly(1L, 3L);
        assertThat(sentences()).noneMatch(each -> each.contains("held"));
    }

    @Test
    void shouldNotHoldTheKeysOfAnEarlierGroup() {
        // given
        aIsHeld();

        // when
        operator.applies(new Operation.DeletePosition("foo", new PositionKey.Group("d:g"), true))
                .orThrow();
        TestClient next = bed.connected("next");
        TestSubscription other =
                next.subscribes(
                        "foo",
                        Requests.all(
                                Requests.all(Requests.queue("g"), Requests.durable("d")),
                                Requests.ackWait(1)));
        publish("a");

        // then
        assertThat(other.sequences()).containsExactly(1L, 3L);
        assertThat(parked()).hasSize(3);
    }

    @Test
    void shouldKeepAMessagePendingWhoseKeyWouldBeOneTooMany() {
        // given
        for (int i = 0; i < HeldKeys.MOST + 1; i++) {
            publish("key" + i);
        }

        // when
        ackWaitRunsOut();

        // then
        assertThat(bed.store().channel("foo").pendingOf(1)).hasSize(1);
        bed.advance(Duration.ofSeconds(2));
        assertThat(sentences()).anyMatch(each -> each.contains("256 keys are held"));

        // when
        operator.applies(drop(1L)).orThrow();
        bed.advance(Duration.ofSeconds(70));

        // then
        assertThat(bed.store().channel("foo").pendingOf(1)).isEmpty();
    }

    @Test
    void shouldLetTheKeyGoOnWithoutThePolicy() {
        // given
        aIsHeld();

        // when
        Policies policies = PolicyText.parse("foo/group:g=key:$.id,max_deliveries:1");
        bed.engine().change(policies);
        bed.settle();
        publish("a");

        // then
        assertThat(member.sequences()).containsExactly(5L);
    }
}
