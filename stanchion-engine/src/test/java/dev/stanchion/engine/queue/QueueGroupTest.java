package dev.stanchion.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.StartPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueueGroupTest {
    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final TestClient client = bed.connected("orders");
    private final TestClient other = bed.connected("payments", 1);

    @AfterEach
    void close() {
        bed.close();
    }

    private TestSubscription member(TestClient of, int maxInFlight, int ackWaitSeconds) {
        return of.subscribes(
                "foo",
                Requests.all(
                        Requests.queue("g"),
                        Requests.window(maxInFlight),
                        Requests.ackWait(ackWaitSeconds)));
    }

    private TestSubscription durableMember(TestClient of) {
        return of.subscribes("foo", Requests.all(Requests.queue("g"), Requests.durable("d")));
    }

    @Test
    void shouldDealInTurnUntilAllAreFull() {
        // given
        TestSubscription a = member(client, 4, 30);
        TestSubscription b = member(client, 4, 30);
        TestSubscription c = member(other, 4, 30);

        // when
        client.publishes("foo", 14);

        // then
        assertThat(a.sequences()).containsExactly(1L, 4L, 7L, 10L);
        assertThat(b.sequences()).containsExactly(2L, 5L, 8L, 11L);
        assertThat(c.sequences()).containsExactly(3L, 6L, 9L, 12L);
    }

    @Test
    void shouldDeliverEachMessageToOneMember() {
        // given
        TestSubscription a = member(client, 16, 30).acknowledgesAll();
        TestSubscription b = member(other, 16, 30).acknowledgesAll();

        // when
        client.publishes("foo", 1_000);

        // then
        List<Long> all = new ArrayList<>(a.sequences());
        all.addAll(b.sequences());
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 1_000).boxed().toList());
        assertThat(a.sequences().size()).isBetween(400, 600);
    }

    @Test
    void shouldDealEvenlyHoweverLateTheAcknowledgementsOfOneMemberArrive() {
        // given: its client publishes, and what it acknowledges comes behind that
        TestSubscription late = member(client, 1_000, 30);
        List<TestSubscription> others = threeThatAcknowledge(bed.connected("others"));

        // when
        for (int i = 0; i < 40; i++) {
            client.publishes("foo", 1);
        }

        // then
        assertThat(late.sequences()).hasSize(10);
        assertThat(others).allSatisfy(other -> assertThat(other.sequences()).hasSize(10));
    }

    @Test
    void shouldDealLessToAMemberThatIsSlow() {
        // given
        TestSubscription slow = member(other, 1_000, 30);
        List<TestSubscription> others = threeThatAcknowledge(bed.connected("others"));

        // when
        for (int i = 0; i < 201; i++) {
            client.publishes("foo", 1);
        }

        // then
        assertThat(slow.sequences()).hasSize(33);
        assertThat(others).allSatisfy(one -> assertThat(one.sequences()).hasSize(56));
    }

    @Test
    void shouldDealLessToAMemberThatIsSlowAlthoughItsClientPublishes() {
        // given
        TestSubscription slow = member(client, 1_000, 30);
        threeThatAcknowledge(bed.connected("others"));
        for (int i = 0; i < 160; i++) {
            client.publishes("foo", 1);
        }

        // when
        bed.advance(Duration.ofMillis(1_100));
        for (int i = 0; i < 100; i++) {
            client.publishes("foo", 1);
        }

        // then
        assertThat(slow.sequences()).hasSize(40);
    }

    @Test
    void shouldDealByPendingMessagesAloneIfStrict() {
        try (EngineBed strict =
                EngineBed.started(
                        EngineOptions.defaults().withCompatibility(Compatibility.STRICT, false))) {
            // given
            TestClient publisher = strict.connected("publisher");
            TestSubscription late = publisher.subscribes("foo", Requests.queue("g"));
            threeThatAcknowledge(strict.connected("others"));

            // when
            for (int i = 0; i < 40; i++) {
                publisher.publishes("foo", 1);
            }

            // then
            assertThat(late.sequences()).hasSize(1);
        }
    }

    private static List<TestSubscription> threeThatAcknowledge(TestClient of) {
        return Stream.generate(() -> of.subscribes("foo", Requests.queue("g")).acknowledgesAll())
                .limit(3)
                .toList();
    }

    @Test
    void shouldGoOnWithWhoeverHasRoom() {
        // given
        TestSubscription blocked = member(client, 1, 30);
        TestSubscription fast = member(other, 1, 30);
        client.publishes("foo", 2);

        // when
        fast.acknowledgesAll();
        client.publishes("foo", 10);

        // then
        assertThat(blocked.sequences()).hasSize(1);
        assertThat(fast.sequences()).hasSize(11);
    }

    @Test
    void shouldLetANewMemberUnstallTheGroup() {
        // given
        member(client, 1, 30);
        client.publishes("foo", 3);

        // when
        TestSubscription late =
                client.subscribes(
                        "foo",
                        Requests.all(Requests.queue("g"), Requests.from(StartPosition.NEW_ONLY)));

        // then
        assertThat(late.sequences()).containsExactly(2L, 3L);
    }

    @Test
    void shouldRedeliverToTheOtherMemberAndCountThereAlone() {
        // given
        TestSubscription first = member(client, 10, 1);
        client.publishes("foo", 1);
        TestSubscription second = member(other, 10, 30);

        // when
        bed.advance(Duration.ofMillis(1_100));

        // then
        assertThat(first.sequences()).containsExactly(1L);
        assertThat(second.again()).containsExactly(1L);
        assertThat(bed.snapshot().channels().getFirst().subscriptions())
                .extracting(sub -> sub.pending())
                .containsExactly(0, 1);
    }

    @Test
    void shouldAcceptALateAcknowledgementForAMessageThatMoved() {
        // given
        TestSubscription first = member(client, 10, 1);
        client.publishes("foo", 1);
        TestSubscription second = member(other, 10, 1);
        bed.advance(Duration.ofMillis(1_100));

        // when
        first.acknowledges(1);
        bed.advance(Duration.ofSeconds(5));

        // then
        assertThat(second.again()).containsExactly(1L);
        assertThat(bed.snapshot().channels().getFirst().subscriptions())
                .allMatch(sub -> sub.pending() == 0);
    }

    @Test
    void shouldCountRedeliveriesOverTheGroup() {
        // given
        TestSubscription a = member(client, 10, 1);
        TestSubscription b = member(other, 10, 1);
        client.publishes("foo", 1);

        // when
        bed.advance(Duration.ofMillis(5_500));

        // then
        List<Integer> counts = new ArrayList<>();
        a.received().stream().map(Received::redeliveries).forEach(counts::add);
        b.received().stream().map(Received::redeliveries).forEach(counts::add);
        assertThat(counts).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }

    @Test
    void shouldHandOnAtOnceWhatALeavingMemberHadNotAcknowledged() {
        // given
        TestSubscription leaver = member(client, 10, 60);
        client.publishes("foo", 5);
        TestSubscription stays = member(other, 1, 60);

        // when
        leaver.closes();

        // then
        assertThat(stays.again()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHandOnNothingThatIsAcknowledgedRightBehindTheEnd(Leaving leaving) {
        for (TestClient leaver : List.of(client, other)) { // one on the channel's shard
            // given
            String channel = "foo." + leaver.id();
            TestSubscription leaves = leaver.subscribes(channel, Requests.queue("g"));
            TestClient staying = bed.connected("stays-" + leaver.id());
            staying.publishes(channel, 3);
            TestSubscription stays = staying.subscribes(channel, Requests.queue("g"));

            // when: all of it arrives together
            leaving.isAskedFor(leaver, leaves);
            leaves.sendAck(channel, 1);
            leaves.sendAck(channel, 3);
            bed.settle();

            // then
            assertThat(stays.again()).containsExactly(2L);
        }
    }

    /** The ways in which a client ends a membership. */
    enum Leaving {
        CLOSED,
        UNSUBSCRIBED,
        WITH_ITS_CLIENT;

        void isAskedFor(TestClient client, TestSubscription member) {
            switch (this) {
                case CLOSED -> member.sendClose();
                case UNSUBSCRIBED -> member.sendUnsubscribe();
                case WITH_ITS_CLIENT -> client.startsToClose();
            }
        }
    }

    @Test
    void shouldResumeADurableThatIsClosedRightBefore() {
        // given
        TestSubscription closes = client.subscribes("foo", Requests.durable("d"));
        client.publishes("foo", 2);

        // when: both arrive together
        closes.sendClose();
        TestSubscription resumes =
                client.startsToSubscribe(Requests.durable("d").apply(client.subscriptionTo("foo")));
        bed.settle();

        // then
        assertThat(resumes.error()).isEmpty();
        assertThat(resumes.again()).containsExactly(1L, 2L);
    }

    @Test
    void shouldHandOnWhatAClosedClientHadNotAcknowledged() {
        // given
        durableMember(client);
        client.publishes("foo", 100);
        TestSubscription stays = durableMember(other);

        // when
        client.closes();

        // then
        assertThat(stays.again()).hasSize(100);
        assertThat(bed.snapshot().subscriptionCount()).isEqualTo(1);
    }

    @Test
    void shouldHandNothingOnToAnotherMemberOfTheClientThatCloses() {
        // given
        TestSubscription first = member(client, 10, 1);
        TestSubscription second = member(client, 10, 1);
        TestSubscription third = member(client, 10, 1);
        TestSubscription stays = member(other, 10, 1);
        client.publishes("foo", 8);

        // when
        client.closes();

        // then
        assertThat(first.again()).isEmpty();
        assertThat(second.again()).isEmpty();
        assertThat(third.again()).isEmpty();
        assertThat(stays.received())
                .filteredOn(one -> one.redeliveries() > 0)
                .extracting(Received::redeliveries)
                .hasSize(6)
                .containsOnly(1);
    }

    @Test
    void shouldSendAClosingClientNothingNewWhenItsOtherMembersMakeRoom() {
        // given
        TestSubscription full = member(client, 2, 60);
        TestSubscription alsoFull = member(client, 2, 60);
        TestSubscription stays = member(other, 20, 60);
        client.publishes("foo", 12);
        bed.bus().congest(stays.inbox());
        client.publishes("foo", 2);

        // when
        client.closes();
        bed.bus().relieve(stays.inbox());
        bed.settle();

        // then
        assertThat(full.sequences()).hasSize(2);
        assertThat(alsoFull.sequences()).hasSize(2);
        assertThat(stays.again()).hasSize(4);
        assertThat(stays.first()).hasSize(10);
    }

    @Test
    void shouldKeepTogetherWhatAllMembersOfADurableGroupLeaveWithTheirClient() {
        // given
        TestSubscription first = durableMember(client);
        TestSubscription second = durableMember(client);
        client.publishes("foo", 4);
        client.closes();

        // when
        TestSubscription next = durableMember(other);

        // then
        assertThat(first.again()).isEmpty();
        assertThat(second.again()).isEmpty();
        assertThat(next.again()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(next.received()).extracting(Received::redeliveries).containsOnly(1);
        assertThat(bed.snapshot().subscriptionCount()).isEqualTo(1);
    }

    @Test
    void shouldForgetANonDurableGroupWhenAllItsMembersGoWithTheirClient() {
        // given
        member(client, 10, 30);
        member(client, 10, 30);
        client.publishes("foo", 2);
        client.closes();

        // when
        TestSubscription fresh = member(other, 10, 30);

        // then
        assertThat(fresh.first()).containsExactly(1L, 2L);
        assertThat(bed.store().channel("foo").subscriptions()).hasSize(1);
    }

    @Test
    void shouldForgetANonDurableGroupWithItsLastMember() {
        // given
        TestSubscription only = member(client, 10, 30);
        client.publishes("foo", 2);
        only.closes();

        // when
        TestSubscription fresh = member(client, 10, 30);

        // then
        assertThat(fresh.first()).containsExactly(1L, 2L);
    }

    @Test
    void shouldKeepADurableGroupForAnyClient() {
        // given
        TestSubscription only = durableMember(client);
        client.publishes("foo", 3);
        only.acknowledges(1);
        client.closes();
        other.publishes("foo", 1);

        // when
        TestSubscription next = durableMember(other);

        // then
        assertThat(next.again()).containsExactly(2L, 3L);
        assertThat(next.first()).containsExactly(4L);
    }

    @Test
    void shouldEndADurableGroupWhenItsLastMemberUnsubscribes() {
        // given
        TestSubscription only = durableMember(client);
        client.publishes("foo", 1);
        only.unsubscribes();

        // when / then
        assertThat(durableMember(client).first()).containsExactly(1L);
    }

    @Test
    void shouldGiveTheBacklogToWhoeverResumesFirst() {
        // given
        bed.store().answerLater();
        TestSubscription only = durableMember(client);
        client.publishes("foo", 20);
        only.closes();

        // when
        TestSubscription resumes =
                client.startsToSubscribe(
                        Requests.all(Requests.queue("g"), Requests.durable("d"))
                                .apply(client.subscriptionTo("foo")));
        TestSubscription joins =
                client.startsToSubscribe(
                        Requests.all(Requests.queue("g"), Requests.durable("d"))
                                .apply(client.subscriptionTo("foo")));
        client.publishes("foo", 2);

        // then
        assertThat(resumes.again()).hasSize(20);
        assertThat(joins.again()).isEmpty();
        assertThat(joins.received().size() + resumes.first().size()).isEqualTo(2);
    }

    @Test
    void shouldPreferMembersWhoseClientsAnswer() {
        try (EngineBed quick =
                EngineBed.started(
                        EngineOptions.defaults()
                                .withHeartbeats(
                                        Duration.ofSeconds(1), Duration.ofMillis(500), 100))) {
            // given
            TestClient failing = quick.connected("failing");
            TestClient healthy = quick.connected("healthy");
            TestSubscription a = failing.subscribes("foo", Requests.queue("g"));
            TestSubscription b = healthy.subscribes("foo", Requests.queue("g"));
            failing.isMute(true);
            quick.advance(Duration.ofMillis(1_600));

            // when
            healthy.publishes("foo", 10);

            // then
            assertThat(a.received()).isEmpty();
            assertThat(b.received()).hasSize(10);
        }
    }

    @Test
    void shouldGiveOthersWhatIsDueAtAMemberThatDoesNotRead() {
        // given
        TestSubscription stuck = member(client, 10, 1);
        client.publishes("foo", 3);
        TestSubscription reads = member(other, 10, 30);
        bed.bus().congest(stuck.inbox());

        // when
        bed.advance(Duration.ofMillis(1_100));

        // then
        assertThat(reads.again()).containsExactly(1L, 2L, 3L);
        assertThat(stuck.again()).isEmpty();
    }

    @Test
    void shouldWaitForThePositionThatTheFirstMemberIsStillLookingUp() {
        // given
        client.publishes("foo", 3);
        bed.advance(Duration.ofSeconds(1));
        bed.store().holdBackAnswers("sequenceAt");
        client.startsToSubscribe(
                Requests.all(Requests.queue("g"), Requests.fromTimeDelta(1))
                        .apply(client.subscriptionTo("foo")));
        bed.settle();

        // when
        TestSubscription second =
                other.triesToSubscribe(Requests.queue("g").apply(other.subscriptionTo("foo")));
        client.publishes("foo", 1);
        List<SubscriptionRecord> early = bed.store().channel("foo").subscriptions();
        List<Long> sentEarly = second.sequences();
        bed.store().letGo();
        bed.settle();
        client.publishes("foo", 2);

        // then
        assertThat(early).isEmpty();
        assertThat(sentEarly).isEmpty();
        assertThat(second.error()).isEmpty();
        assertThat(second.sequences()).isSubsetOf(4L, 5L, 6L).isNotEmpty();
        assertThat(bed.store().channel("foo").subscriptions())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.lastSent()).isGreaterThanOrEqualTo(3));
    }

    @Test
    void shouldBeginWhereTheSecondMemberWantsWhenTheFirstIsGoneBeforeItsPositionWasFound() {
        // given
        client.publishes("foo", 3);
        bed.store().holdBackAnswers("sequenceAt");
        other.startsToSubscribe(
                Requests.all(Requests.queue("q"), Requests.fromTimeDelta(Long.MAX_VALUE))
                        .apply(other.subscriptionTo("foo")));
        TestSubscription second =
                client.startsToSubscribe(
                        Requests.all(Requests.queue("q"), Requests.from(StartPosition.NEW_ONLY))
                                .apply(client.subscriptionTo("foo")));
        other.closes();

        // when
        bed.store().letGo();
        bed.settle();
        client.publishes("foo", 1);

        // then
        assertThat(second.error()).isEmpty();
        assertThat(second.sequences()).containsExactly(4L);
    }

    @Test
    void shouldKeepGroupsOfDifferentKindsApart() {
        // given
        TestSubscription plain = member(client, 10, 30);
        TestSubscription durable = durableMember(client);

        // when
        client.publishes("foo", 1);

        // then
        assertThat(plain.sequences()).containsExactly(1L);
        assertThat(durable.sequences()).containsExactly(1L);
    }

    @Test
    void shouldRefuseAColonInTheDurableNameButKeepTheChannel() {
        // when
        TestSubscription refused =
                client.triesToSubscribe(
                        Requests.all(Requests.queue("g"), Requests.durable("a:b"))
                                .apply(client.subscriptionTo("new")));

        // then
        assertThat(refused.error())
                .isEqualTo(
                        "stan: durable name of a durable queue subscriber can't contain the"
                                + " character ':'");
        assertThat(bed.store().hasChannel("new")).isTrue();
    }
}
