package dev.stanchion.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.EngineSnapshot;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Members of queue groups whose connections have ended. No time passes unless a test says so. */
class AbsentMemberTest {
    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final TestClient client = bed.connected("orders");
    private final TestClient other = bed.connected("payments", 1);

    @AfterEach
    void close() {
        bed.close();
    }

    private static TestSubscription member(TestClient of) {
        return of.subscribes("foo", Requests.queue("g"));
    }

    private static TestSubscription durableMember(TestClient of) {
        return of.subscribes("foo", Requests.all(Requests.queue("g"), Requests.durable("d")));
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private List<Integer> pendingOfEach() {
        return bed.snapshot().channels().getFirst().subscriptions().stream()
                .map(EngineSnapshot.Subscription::pending)
                .toList();
    }

    @Test
    void shouldHandOverAtOnceWhatAMemberHadWhenItsConnectionEnded() {
        // given
        TestSubscription gone = member(client);
        client.publishes("foo", 5);
        TestSubscription present = member(other);

        // when
        gone.vanishes();
        bed.settle();

        // then
        assertThat(present.again()).isEqualTo(range(1, 5));
        assertThat(present.received()).extracting(Received::redeliveries).containsOnly(1);
        assertThat(pendingOfEach()).containsExactly(0, 5);
        bed.advance(Duration.ofSeconds(29));
        assertThat(present.sequences()).hasSize(5);
    }

    @Test
    void shouldHandOverWhatTheBusSaysLateThatNobodyGot() {
        // given
        TestSubscription gone = member(client);
        TestSubscription present = member(other);
        bed.bus().learnsLate();
        bed.bus().tellsLater();
        gone.vanishes();
        client.publishes("foo", 4);
        List<Long> before = present.sequences();

        // when
        bed.bus().tellsNow();
        bed.settle();

        // then
        assertThat(before).hasSize(2);
        assertThat(present.sequences()).containsExactlyInAnyOrderElementsOf(range(1, 4));
        assertThat(present.again()).hasSize(2);
        assertThat(pendingOfEach()).containsExactly(0, 4);
    }

    @Test
    void shouldHandOverOnceWhenSeveralMembersGoWithOneConnection() {
        // given
        TestSubscription gone = member(client);
        TestSubscription alsoGone = member(client);
        TestSubscription present = member(other);
        client.publishes("foo", 12);

        // when
        gone.vanishes();
        alsoGone.vanishes();
        bed.settle();

        // then
        assertThat(present.sequences()).containsExactlyInAnyOrderElementsOf(range(1, 12));
        assertThat(present.again()).hasSize(8);
        assertThat(present.received())
                .filteredOn(Received::isRedelivered)
                .extracting(Received::redeliveries)
                .containsOnly(1);
        assertThat(pendingOfEach()).containsExactly(0, 0, 12);
    }

    @Test
    void shouldHandOverMoreThanTheOthersHaveRoomFor() {
        // given
        TestSubscription gone = member(client);
        client.publishes("foo", 1_000);
        TestSubscription present =
                other.subscribes("foo", Requests.all(Requests.queue("g"), Requests.window(1)));

        // when
        gone.vanishes();
        bed.settle();

        // then
        assertThat(present.again()).isEqualTo(range(1, 1_000));
    }

    @Test
    void shouldNotHandOverWhatWasAcknowledgedBeforeTheConnectionEnded() {
        // given
        TestSubscription gone = member(other);
        client.publishes("foo", 5);
        TestSubscription present = member(client);

        // when: both arrive in one turn
        gone.sendAck("foo", 2);
        gone.sendAck("foo", 4);
        gone.vanishes();
        bed.settle();

        // then
        assertThat(present.again()).containsExactly(1L, 3L, 5L);
    }

    @Test
    void shouldDealNothingToAnAbsentMemberUntilItIsBack() {
        // given
        TestSubscription comesAndGoes = member(client);
        TestSubscription present = member(other);
        comesAndGoes.vanishes();
        bed.settle();

        // when
        client.publishes("foo", 10);
        comesAndGoes.comesBack();
        bed.settle();
        List<Long> meanwhile = present.first();
        client.publishes("foo", 4);

        // then
        assertThat(meanwhile).isEqualTo(range(1, 10));
        assertThat(comesAndGoes.first()).containsExactly(11L, 13L);
        assertThat(comesAndGoes.again()).isEmpty();
    }

    @Test
    void shouldSendNothingWhileAllAreAbsentAndAllToTheFirstThatComesBack() {
        // given
        TestSubscription first = member(client);
        TestSubscription second = member(other);
        client.publishes("foo", 6);
        first.vanishes();
        second.vanishes();
        bed.settle();
        List<Long> before = range(1, 6);
        long sent = bed.snapshot().outMessages();

        // when
        client.publishes("foo", 4);
        bed.advance(Duration.ofMinutes(2));
        long sentMeanwhile = bed.snapshot().outMessages();
        first.forgets();
        first.comesBack();
        bed.settle();

        // then
        assertThat(sentMeanwhile).isEqualTo(sent);
        assertThat(first.again()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(first.first()).isEqualTo(range(7, 10));
        assertThat(first.received().stream().filter(Received::isRedelivered))
                .extracting(Received::redeliveries)
                .allMatch(count -> count <= 2); // 2 if it had gone from the other one first
        second.forgets();
        second.comesBack();
        bed.settle();
        assertThat(second.received()).isEmpty();
    }

    @Test
    void shouldGiveAllToAMemberThatJoinsWhileAllAreAbsent() {
        // given
        TestSubscription gone = member(client);
        client.publishes("foo", 3);
        gone.vanishes();
        bed.settle();
        client.publishes("foo", 2);

        // when
        TestSubscription joins = member(other);

        // then
        assertThat(joins.again()).containsExactly(1L, 2L, 3L);
        assertThat(joins.first()).containsExactly(4L, 5L);
    }

    @Test
    void shouldHandOverInADurableGroupToo() {
        // given
        TestSubscription gone = durableMember(client);
        client.publishes("foo", 3);
        TestSubscription present = durableMember(other);

        // when
        gone.vanishes();
        bed.settle();

        // then
        assertThat(present.again()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldNotLetAGroupWaitForAResumedMemberThatIsGone() {
        // given: what the last member left is being sent to the next when that one goes
        TestSubscription last = durableMember(client);
        client.publishes("foo", 20);
        last.closes();
        TestSubscription resumes = durableMember(client);
        bed.bus().congest(resumes.inbox());
        resumes.closes();
        TestSubscription resumesAgain =
                client.startsToSubscribe(
                        Requests.all(Requests.queue("g"), Requests.durable("d"))
                                .apply(client.subscriptionTo("foo")));
        bed.bus().congest(resumesAgain.inbox());
        bed.settle();
        TestSubscription present = durableMember(other);
        client.publishes("foo", 2);
        assertThat(present.received()).isEmpty();

        // when
        resumesAgain.vanishes();
        bed.settle();

        // then
        assertThat(present.again()).containsExactlyInAnyOrderElementsOf(range(1, 20));
        assertThat(present.first()).containsExactly(21L, 22L);
    }

    @Test
    void shouldCountALateAcknowledgementOfAnAbsentMember() {
        // given
        TestSubscription gone = member(client);
        client.publishes("foo", 2);
        TestSubscription present = member(other);
        gone.vanishes();
        bed.settle();

        // when
        gone.acknowledges(1);
        bed.advance(Duration.ofMinutes(1));

        // then
        assertThat(present.sequences()).startsWith(1L, 2L);
        assertThat(present.sequences().subList(2, present.sequences().size()))
                .isNotEmpty()
                .containsOnly(2L);
    }

    @Test
    void shouldCountAnAcknowledgementThatComesWhileAllAreAbsent() {
        // given
        TestSubscription gone = member(client);
        client.publishes("foo", 2);
        gone.vanishes();
        bed.settle();

        // when
        gone.acknowledges(1);
        gone.forgets();
        gone.comesBack();
        bed.settle();

        // then
        assertThat(gone.again()).containsExactly(2L);
    }

    @Test
    void shouldHandOverThoughTheMemberIsBackBeforeAnybodyLooked() {
        // given
        TestSubscription blinks = member(client);
        client.publishes("foo", 3);
        TestSubscription present = member(other);

        // when
        blinks.vanishes();
        blinks.comesBack();
        bed.settle();

        // then: whoever has it, it came again once
        List<Long> again = new ArrayList<>(blinks.again());
        again.addAll(present.again());
        assertThat(again).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(pendingOfEach().stream().mapToInt(Integer::intValue).sum()).isEqualTo(3);
    }

    @Test
    void shouldHandOverWhatWasSentBeforeTheEndWasKnown() {
        // given
        TestSubscription gone = member(client);
        TestSubscription present = member(other);
        bed.bus().tellsLater();
        gone.vanishes();
        client.publishes("foo", 4);

        // when
        bed.bus().tellsNow();
        bed.settle();

        // then
        assertThat(present.first()).hasSize(2);
        assertThat(present.again()).hasSize(2);
        assertThat(present.sequences()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    @Test
    void shouldLetAMemberLeaveWhileItIsAbsent() {
        // given
        TestSubscription gone = member(client);
        TestSubscription alsoGone = member(other);
        client.publishes("foo", 4);
        gone.vanishes();
        alsoGone.vanishes();
        bed.settle();

        // when
        String error = gone.closes();
        alsoGone.forgets();
        alsoGone.comesBack();
        bed.settle();

        // then
        assertThat(error).isEmpty();
        assertThat(alsoGone.again()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    @Test
    void shouldHandOverOnceWhenAClientEndsItsInboxAndThenItsSubscription() {
        // given
        TestSubscription leaves = member(client);
        client.publishes("foo", 4);
        TestSubscription present = member(other);

        // when
        leaves.sendAck("foo", 1);
        leaves.vanishes();
        leaves.sendClose();
        bed.settle();

        // then
        assertThat(present.again()).containsExactly(2L, 3L, 4L);
        assertThat(present.received()).extracting(Received::redeliveries).containsOnly(1);
        assertThat(pendingOfEach()).containsExactly(3);
    }

    @Test
    void shouldWaitForAPresentMemberThatDoesNotRead() {
        // given
        TestSubscription gone = member(client);
        client.publishes("foo", 3);
        TestSubscription slow = member(other);
        bed.bus().congest(slow.inbox());
        gone.vanishes();
        bed.settle();
        List<Long> early = slow.sequences();

        // when
        bed.bus().relieve(slow.inbox());
        bed.settle();

        // then
        assertThat(early).isEmpty();
        assertThat(slow.again()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldKeepWhatIsReadForAMemberThatGoesMeanwhile() {
        // given
        TestSubscription only =
                client.subscribes("foo", Requests.all(Requests.queue("g"), Requests.ackWait(1)));
        client.publishes("foo", 3);
        bed.store().holdBackAnswers("read");
        bed.advance(Duration.ofMillis(1_100));

        // when
        only.vanishes();
        bed.settle();
        bed.store().letGo();
        bed.advance(Duration.ofSeconds(10));
        only.forgets();
        only.comesBack();
        bed.settle();

        // then
        assertThat(only.again()).containsExactly(1L, 2L, 3L);
        assertThat(only.received()).extracting(Received::redeliveries).containsOnly(1);
    }

    @Test
    void shouldGoOnAfterARestartWithWhoeverIsThere() {
        // given
        TestSubscription gone = durableMember(client);
        TestSubscription present = durableMember(other);
        client.publishes("foo", 4);
        gone.vanishes();
        present.vanishes();

        // when
        bed.restart();
        bed.advance(Duration.ofSeconds(40));
        present.forgets();
        present.comesBack();
        bed.settle();
        client.publishes("foo", 1);

        // then
        assertThat(present.again()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(present.first()).containsExactly(5L);
    }

    @Test
    void shouldFollowNobodyIfStrict() {
        try (EngineBed strict =
                EngineBed.started(
                        EngineOptions.defaults().withCompatibility(Compatibility.STRICT, false))) {
            // given
            TestClient one = strict.connected("one");
            TestSubscription gone = member(one);
            one.publishes("foo", 2);
            TestSubscription present = member(strict.connected("two"));

            // when
            gone.vanishes();
            strict.advance(Duration.ofSeconds(29));
            List<Long> early = present.again();
            strict.advance(Duration.ofSeconds(32));

            // then
            assertThat(strict.bus().watchCount()).isZero();
            assertThat(early).isEmpty();
            assertThat(present.again()).isNotEmpty();
        }
    }
}
