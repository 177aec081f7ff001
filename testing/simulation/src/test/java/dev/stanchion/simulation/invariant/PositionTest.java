package dev.stanchion.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.policy.Policy;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.simulation.bus.SimulatedConnection;
import dev.stanchion.simulation.world.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static final long SECONDS = 1_000_000_000L;

    private final ManualMoment moment = new ManualMoment();
    private final VirtualTime time = new VirtualTime();
    private final Violations violations = new Violations(new Trace(time, 10));
    private final ChannelLedger channel = new ChannelLedger("tickets", violations);
    private final Position position = new Position(channel, "", 0, moment, violations, new Tally());
    private final Member member = new Member(position, subscription(2));
    private final SimulatedConnection connection = connection();

    PositionTest() {
        channel.opened(0, 0, 0);
        for (long sequence = 1; sequence <= 5; sequence++) {
            channel.appended(sequence, message(sequence, 0), 1);
        }
        channel.durable(5);
        position.join(member);
        member.active = true;
    }

    @Test
    void shouldBeContentWithAnOrderlySubscription() {
        // when
        sendsFirst(1);
        sendsFirst(2);
        acknowledges(1);
        sendsFirst(3);
        moment.nanos += 10 * SECONDS;
        sendsAgain(2, 1);
        acknowledges(2);
        acknowledges(3);

        // then
        assertThat(violations.first()).isEmpty();
    }

    @Test
    void shouldNoticeAnOmissionAndARepetition() {
        // when
        sendsFirst(2);

        // then
        assertThatFirstViolationIs(Invariant.FIRST_DELIVERIES_IN_ORDER);
    }

    @Test
    void shouldNoticeMoreThanMaxInFlight() {
        // when
        sendsFirst(1);
        sendsFirst(2);
        sendsFirst(3);

        // then
        assertThatFirstViolationIs(Invariant.IN_FLIGHT_WITHIN_LIMIT);
    }

    @Test
    void shouldNoticeARedeliveryBeforeTheAckWaitIsOver() {
        // when
        sendsFirst(1);
        moment.nanos += 9 * SECONDS;
        sendsAgain(1, 1);

        // then
        assertThatFirstViolationIs(Invariant.REDELIVERY_OF_UNACKED_ONLY);
    }

    @Test
    void shouldExcuseARedeliveryWhileTheAckIsBeingWorkedOn() {
        // given
        sendsFirst(1);
        moment.nanos += 10 * SECONDS;
        position.ackHanded(1, connection, 1);

        // when
        sendsAgain(1, 1);
        assertThat(violations.first()).isEmpty();
        moment.idle++;
        sendsAgain(1, 2);

        // then
        assertThatFirstViolationIs(Invariant.ACKED_NEVER_AGAIN);
    }

    @Test
    void shouldExpectWhatIsUnacknowledgedBeforeAnythingNewAfterAResume() {
        // given
        sendsFirst(1);
        position.resume();

        // when
        sendsFirst(2);

        // then
        assertThatFirstViolationIs(Invariant.DURABLES_RESUME_WHERE_LEFT);
    }

    @Test
    void shouldNoticeAnAckThatNobodySent() {
        // given
        sendsFirst(1);

        // when
        position.recordedAcknowledged(member, 1);

        // then
        assertThatFirstViolationIs(Invariant.ACKS_TOUCH_ONLY_THEIR_OWN);
    }

    @Test
    void shouldCountAnAckThatCameBeforeTheRequestToEndOnItsConnection() {
        // given
        sendsFirst(1);
        sendsFirst(2);
        position.ackHanded(1, connection, 1);
        position.ackHanded(2, connection, 3);
        moment.idle++;

        // when
        member.endingAsked(connection, 2);
        position.excuseAcksNotDue(member);
        position.resume();
        sendsAgain(2, 1);
        assertThat(violations.first()).isEmpty();
        sendsAgain(1, 1);

        // then
        assertThatFirstViolationIs(Invariant.ACKED_NEVER_AGAIN);
    }

    @Test
    void shouldExpectNoRedeliveryOfARedrivenMessageThatComesYet() {
        // given
        sendsFirst(1);
        Runnable redriven = position.redriveAsked(2, List.of(2L));
        redriven.run();
        position.resume();

        // when
        sendsAgain(1, 1);
        sendsFirst(2);

        // then
        assertThat(violations.first()).isEmpty();
    }

    @Test
    void shouldOweNothingOfARedriveThatHasComeAlthoughAnotherWasRefused() {
        // given
        moment.policy = policy("max_deliveries:1");
        sendsFirst(1);
        parks(1);
        Runnable redriven = position.redriveAsked(1, List.of(1L));
        sendsAgain(1, 1);

        // when: it is parked again before the operator is answered
        position.redriveAsked(1, List.of(1L));
        parks(1);
        redriven.run();
        position.recovered(new Recovery(Map.of(), 1, true, false, false));

        // then
        assertThat(violations.first()).isEmpty();
    }

    private void parks(long sequence) {
        position.parked(note(position, sequence));
        position.recordedAcknowledged(member, sequence);
    }

    private static ParkedNote note(Position of, long sequence) {
        return new ParkedNote("tickets", sequence, 0, of.key(), 1, "1 attempt", "a", 0);
    }

    @Test
    void shouldExpectNoHoldOfAMessageThatLimitsRemovedBeforeItWasParkedAgain() {
        // given: a crash takes back that the message was settled
        moment.policy = policy("key:reply,max_deliveries:1,on_parked:hold_key");
        Position group = new Position(channel, "orders", 5, moment, violations, new Tally());
        Member worker = new Member(group, subscription(1));
        group.join(worker);
        worker.active = true;
        channel.appended(6, keyed(6, 0), 1);
        channel.durable(6);
        group.sent(worker, keyed(6, 0));
        group.parked(note(group, 6));
        group.recovered(new Recovery(Map.of(6L, List.of(worker.id())), 6, true, false, false));
        group.sent(worker, keyed(6, 1));

        // when
        channel.removedBefore(7);
        group.recordedAcknowledged(worker, 6);
        channel.appended(7, keyed(7, 0), 1);
        channel.durable(7);
        group.sent(worker, keyed(7, 0));

        // then
        assertThat(violations.first()).isEmpty();
    }

    @Test
    void shouldLetWhatWasParkedBehindComeAgainWhenACrashTookAllThatWasKnownOfIt() {
        // given: 7 is parked behind 6
        moment.policy = policy("key:reply,max_deliveries:1,on_parked:hold_key");
        Position group = new Position(channel, "orders", 5, moment, violations, new Tally());
        Member worker = new Member(group, subscription(2));
        group.join(worker);
        worker.active = true;
        channel.appended(6, keyed(6, 0), 1);
        channel.appended(7, keyed(7, 0), 1);
        channel.appended(8, message(8, 0), 1);
        channel.durable(8);
        group.sent(worker, keyed(6, 0));
        group.parked(note(group, 6));
        group.recordedAcknowledged(worker, 6);
        group.parked(
                new ParkedNote(
                        "tickets",
                        7,
                        0,
                        group.key(),
                        0,
                        "behind 6",
                        "",
                        0,
                        ParkedNote.Cause.BEHIND,
                        6));
        group.recordedAcknowledged(worker, 7);

        // when
        group.recovered(new Recovery(Map.of(), 5, true, true, false));
        channel.opened(1, 8, 8);
        group.sent(worker, keyed(6, 1));
        group.sent(worker, message(8, 1));
        group.ackHanded(6, connection, 1);
        moment.idle++;
        group.recordedAcknowledged(worker, 6);
        group.sent(worker, keyed(7, 1));

        // then
        assertThat(violations.first()).isEmpty();
    }

    @Test
    void shouldLetAMessageWaitThatWasSentBeforeTheEngineHeardThatTheReceiverHadGone() {
        // given: it is back already
        moment.policy = policy("max_deliveries:2,backoff:300ms");
        position.receiverGone(member);

        // when: the first message counts as failed, and leaves its place
        sendsFirst(1);
        sendsFirst(2);
        acknowledges(2);
        sendsFirst(3);
        sendsFirst(4);

        // then
        assertThat(violations.first()).isEmpty();
    }

    @Test
    void shouldTakeBackOneAttemptAfterACrash() {
        // when
        failsTwiceAndComesBackTwiceAfter(false);

        // then
        assertThatFirstViolationIs(Invariant.ATTEMPTS_WITHIN_LIMIT);
    }

    @Test
    void shouldTakeBackAllAttemptsAfterALossOfPower() {
        // when
        failsTwiceAndComesBackTwiceAfter(true);

        // then
        assertThat(violations.first()).isEmpty();
    }

    private void failsTwiceAndComesBackTwiceAfter(boolean isPowerLost) {
        moment.policy = policy("max_deliveries:3");
        sendsFirst(1);
        for (int count = 1; count <= 2; count++) {
            moment.nanos += 10 * SECONDS;
            sendsAgain(1, count);
        }
        position.recovered(
                new Recovery(Map.of(1L, List.of(member.id())), 1, true, isPowerLost, false));
        for (int count = 1; count <= 3; count++) { // the first one because of the restart
            moment.nanos += 10 * SECONDS;
            sendsAgain(1, count);
        }
    }

    @Test
    void shouldNotCountTwiceWhatIsRecordedAndWaitsForItsKey() {
        // given
        moment.policy = policy("key:reply");
        Position group = new Position(channel, "orders", 4, moment, violations, new Tally());
        Member worker = new Member(group, subscription(1));
        group.join(worker);
        worker.active = true;
        channel.appended(6, keyed(6, 0), 1);
        channel.appended(7, keyed(7, 0), 1);
        channel.durable(7);
        List<Long> holders = List.of(worker.id());
        group.recovered(
                new Recovery(Map.of(5L, holders, 6L, holders, 7L, holders), 7, true, true, false));

        // when
        group.sent(worker, message(5, 1));
        group.sent(worker, keyed(6, 1));
        group.ackHanded(6, connection, 1);
        moment.idle++;
        group.recordedAcknowledged(worker, 6);
        group.sent(worker, keyed(7, 1));

        // then
        assertThat(violations.first()).isEmpty();
    }

    private static Policy policy(String rules) {
        return PolicyText.parse("tickets=" + rules).of("tickets", "orders", "");
    }

    private static SeenMessage keyed(long sequence, int redeliveryCount) {
        return new SeenMessage(
                sequence, "tickets", "key", "data", 7, redeliveryCount > 0, redeliveryCount);
    }

    @Test
    void shouldNoticeThatARestartForgotWhatIsOwed() {
        // given
        sendsFirst(1);
        sendsFirst(2);

        // when
        position.recovered(new Recovery(Map.of(2L, List.of(member.id())), 2, true, false, false));

        // then
        assertThatFirstViolationIs(Invariant.DURABLES_RESUME_WHERE_LEFT);
    }

    @Test
    void shouldMissWhatWasNeverSentAndWhatWasNeverAcknowledged() {
        // given
        sendsFirst(1);

        // when
        List<Violation> missing = new ArrayList<>();
        position.addMissing(missing);

        // then
        assertThat(missing)
                .extracting(Violation::invariant)
                .containsExactly(Invariant.EVERYTHING_ARRIVES, Invariant.EVERYTHING_ARRIVES);
    }

    private void sendsFirst(long sequence) {
        position.sent(member, message(sequence, 0));
    }

    private void sendsAgain(long sequence, int count) {
        position.sent(member, message(sequence, count));
    }

    private void acknowledges(long sequence) {
        position.ackHanded(sequence, connection, 1);
        position.recordedAcknowledged(member, sequence);
    }

    private void assertThatFirstViolationIs(Invariant invariant) {
        assertThat(violations.first().map(Violation::invariant)).contains(invariant);
    }

    private static SeenMessage message(long sequence, int redeliveryCount) {
        return new SeenMessage(
                sequence, "tickets", "", "data", 7, redeliveryCount > 0, redeliveryCount);
    }

    private static SubscriptionRecord subscription(int maxInFlight) {
        return new SubscriptionRecord(
                1, "a", "", "inbox", "acks", maxInFlight, 10, "", 0, false, false);
    }

    private SimulatedConnection connection() {
        return Connections.connect(time, violations);
    }
}
