package dev.stanchion.simulation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.simulation.bus.SimulatedConnection;
import dev.stanchion.simulation.world.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionLedgerTest {
    private static final SubscriptionRecord DURABLE =
            new SubscriptionRecord(1, "a", "", "old", "old.acks", 9, 1, "d", 0, true, false);

    private final ManualMoment moment = new ManualMoment();
    private final VirtualTime time = new VirtualTime();
    private final Violations violations = new Violations(new Trace(time, 10));
    private final ChannelLedger channel = new ChannelLedger("tickets", violations);
    private final SubscriptionLedger ledger =
            new SubscriptionLedger(moment, violations, new Tally(), true);
    private final SimulatedConnection connection = Connections.connect(time, violations);

    SubscriptionLedgerTest() {
        channel.opened(0, 0, 0);
        for (long sequence = 1; sequence <= 5; sequence++) {
            channel.appended(sequence, message(sequence, 0), 1);
        }
        channel.durable(5);
    }

    @Test
    void shouldOweNothingOfAGroupThatEndedToTheMemberThatACrashBringsBack() {
        // given
        begin(member(1));
        begin(member(2));
        ledger.sent("inbox1", message(1, 0));
        ledger.sent("inbox2", message(2, 0));

        // when
        ledger.deleted(channel, 1);
        ledger.deleted(channel, 2);
        recover(member(2).withLastSent(2), 2);

        // then
        assertThat(violations.first()).isEmpty();
    }

    @Test
    void shouldOweWhatAMemberLeftToThoseThatStay() {
        // given
        begin(member(1));
        begin(member(2));
        ledger.sent("inbox1", message(1, 0));
        ledger.sent("inbox2", message(2, 0));

        // when
        ledger.deleted(channel, 1);
        recover(member(2).withLastSent(2), 2);

        // then
        assertThatViolated(Invariant.DURABLES_RESUME_WHERE_LEFT);
    }

    @Test
    void shouldExcuseAnAckBehindTheRequestThatTakesItsDurableOver() {
        // given
        begin(DURABLE);
        ledger.sent("old", message(1, 0));

        // when
        ledger.handed(asksForTheDurable(), channel, connection);
        ledger.ackHanded("old.acks", "tickets", 1, connection);
        ledger.endingHanded("old", connection);
        takeTheDurableOver();

        // then
        assertThat(violations.first()).isEmpty();
    }

    @Test
    void shouldCountAnAckBeforeTheRequestThatTakesItsDurableOver() {
        // given
        begin(DURABLE);
        ledger.sent("old", message(1, 0));

        // when
        ledger.ackHanded("old.acks", "tickets", 1, connection);
        ledger.handed(asksForTheDurable(), channel, connection);
        takeTheDurableOver();

        // then
        assertThatViolated(Invariant.ACKED_NEVER_AGAIN);
    }

    @Test
    void shouldExpectAFlagOnWhatMayHaveBeenSentAndOnNothingBehindIt() {
        // given
        begin(DURABLE);
        ledger.sent("old", message(1, 0));
        recover(true, DURABLE.withLastSent(1), 1);
        channel.opened(1, 5, 5);

        // when
        for (long sequence = 2; sequence <= 5; sequence++) {
            ledger.sent("old", message(sequence, 1));
        }
        channel.appended(6, message(6, 0), 1);
        channel.durable(6);
        ledger.sent("old", message(6, 0));
        assertThat(violations.first()).isEmpty();
        channel.appended(7, message(7, 0), 1);
        channel.durable(7);
        ledger.sent("old", message(7, 1));

        // then
        assertThatViolated(Invariant.REDELIVERY_OF_UNACKED_ONLY);
    }

    @Test
    void shouldMissTheFlagOnWhatMayHaveBeenSent() {
        // given
        begin(DURABLE);
        recover(true, DURABLE);
        channel.opened(1, 5, 5);

        // when
        ledger.sent("old", message(1, 0));

        // then
        assertThatViolated(Invariant.SENT_BEFORE_MEANS_FLAGGED);
    }

    @Test
    void shouldMissTheFlagOnWhatWasSentAndAllHasForgotten() {
        // given
        begin(DURABLE);
        ledger.sent("old", message(1, 0));
        recover(false, DURABLE);

        // when
        ledger.sent("old", message(1, 0));

        // then
        assertThatViolated(Invariant.SENT_BEFORE_MEANS_FLAGGED);
    }

    @Test
    void shouldTellWhatIsParkedForAGroupFromWhatWasParkedForOneOfThisNameBefore() {
        // given
        begin(member(1));
        moment.nanos = 10;
        ParkedNote note = parkedForGroup();

        // when
        List<Position> before = ledger.parkedFor(channel, note);
        ledger.deleted(channel, 1);
        moment.nanos = 20;
        begin(member(2));

        // then
        assertThat(before).hasSize(1);
        assertThat(ledger.parkedFor(channel, note)).isEmpty();
        assertThat(ledger.parkedFor(channel, parkedForGroup())).hasSize(1);

        // when: the clock is set back
        ledger.clockJumped();

        // then
        assertThat(ledger.parkedFor(channel, note)).hasSize(1);
    }

    @Test
    void shouldLetASubscriptionBeginWithTheChannelIfTheOneItAskedForIsDeleted() {
        // given
        ledger.handed(asksForTheDurable(), channel, connection);
        ChannelLedger next = new ChannelLedger("tickets", violations);
        next.opened(0, 0, 0);

        // when
        ledger.put(
                next, new SubscriptionRecord(1, "a", "", "new", "acks", 9, 1, "d", 0, true, false));

        // then
        assertThat(violations.first()).isEmpty();
    }

    @Test
    void shouldLetARedriveReachAGroupThatBeginsMeanwhile() {
        // given
        Runnable redriven = ledger.redriveAsked(channel, parkedForGroup(), List.of(1L));

        // when
        begin(member(1).withLastSent(5));
        ledger.sent("inbox1", message(1, 1));
        redriven.run();

        // then
        assertThat(violations.first()).isEmpty();

        // when
        ledger.sent("inbox1", message(2, 1));

        // then
        assertThatViolated(Invariant.REDELIVERY_OF_UNACKED_ONLY);
    }

    private ParkedNote parkedForGroup() {
        return new ParkedNote("tickets", 1, 0, "group:g", 1, "1 attempt", "a", moment.epochNanos());
    }

    private void begin(SubscriptionRecord subscription) {
        ledger.put(channel, subscription);
        ledger.granted(subscription.inbox());
    }

    /** The engine processes all requests, and sends unacknowledged messages again. */
    private void takeTheDurableOver() {
        moment.idle++;
        ledger.put(
                channel,
                new SubscriptionRecord(1, "a", "", "old", "old.acks", 9, 1, "d", 1, true, true));
        begin(new SubscriptionRecord(1, "a", "", "new", "new.acks", 9, 1, "d", 1, true, false));
        ledger.sent("new", message(1, 1));
    }

    private void recover(SubscriptionRecord subscription, long... pending) {
        recover(false, subscription, pending);
    }

    private void recover(
            boolean mayLackDeliveries, SubscriptionRecord subscription, long... pending) {
        List<Long> kept = Arrays.stream(pending).boxed().toList();
        ledger.engineGone();
        ledger.recovered(
                channel,
                new RecoveredState.Channel(
                        "tickets",
                        List.of(new RecoveredState.Subscription(subscription, kept)),
                        mayLackDeliveries),
                Set.of("a"),
                false);
    }

    private void assertThatViolated(Invariant invariant) {
        assertThat(violations.first().map(Violation::invariant)).contains(invariant);
    }

    private static SubscriptionRequest asksForTheDurable() {
        return new SubscriptionRequest("a", "tickets", "", "new", 9, 1, "d", 0, 0, 0);
    }

    private static SubscriptionRecord member(long id) {
        return new SubscriptionRecord(
                id, "a", "g", "inbox" + id, "acks" + id, 9, 1, "", 0, false, false);
    }

    private static SeenMessage message(long sequence, int redeliveryCount) {
        return new SeenMessage(
                sequence, "tickets", "", "data", 7, redeliveryCount > 0, redeliveryCount);
    }
}
