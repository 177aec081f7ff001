package dev.stanchion.simulation;

import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.simulation.invariant.Invariant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A fault between the engine and its world, as a bug of the engine would show there, and the
 * invariant that it breaks.
 */
enum PlantedFault {
    ACKED_BEFORE_DURABLE(Invariant.ACKED_MEANS_STORED, store(StoreFaults::durableTooEarly)),
    IGNORED_FOREIGN_WRITES(Invariant.ACKED_MEANS_STORED, store(StoreFaults::ignoredForeignWrites)),
    MISNUMBERED_MESSAGES(
            Invariant.SEQUENCES_WITHOUT_GAP_OR_REPEAT, store(StoreFaults::misnumberedMessages)),
    SEQUENCE_REUSED_AFTER_A_LOST_COMMIT(
            Invariant.SEQUENCES_WITHOUT_GAP_OR_REPEAT, store(StoreFaults::reusedSequences)),
    SKIPPED_MESSAGES(Invariant.FIRST_DELIVERIES_IN_ORDER, store(StoreFaults::skippedMessages)),
    RESUMED_AT_A_WRONG_POSITION(
            Invariant.FIRST_DELIVERIES_IN_ORDER, store(StoreFaults::recoveredTooFar)),
    AGED_MESSAGES(Invariant.DELAY_NEVER_EARLY, store(StoreFaults::agedMessages)),
    ONE_ATTEMPT_TOO_MANY(Invariant.ATTEMPTS_WITHIN_LIMIT, policies(PolicyFaults::oneAttemptMore)),
    FORGOTTEN_ATTEMPTS(Invariant.ATTEMPTS_WITHIN_LIMIT, store(StoreFaults::forgottenAttempts)),
    ONE_ATTEMPT_TOO_FEW(
            Invariant.PARKED_AFTER_ALL_ATTEMPTS, policies(PolicyFaults::oneAttemptLess)),
    SETTLED_TOO_EARLY(Invariant.SETTLED_WHEN_PARKED, store(StoreFaults::parkedTooEarly)),
    IGNORED_BUSY_KEYS(Invariant.ONE_OF_A_KEY_AT_A_TIME, policies(PolicyFaults::withoutKeys)),
    IGNORED_HELD_KEYS(Invariant.KEY_HELD_WHILE_PARKED, policies(PolicyFaults::withoutHolds)),
    FORGOTTEN_WAITING_MESSAGES(Invariant.EVERYTHING_ARRIVES, store(StoreFaults::forgottenWaiting)),
    FORGOTTEN_PAUSES(Invariant.PAUSED_MEANS_SILENT, store(StoreFaults::forgottenPauses)),
    FORGOTTEN_PURGES(Invariant.PURGED_STAYS_GONE, store(StoreFaults::forgottenPurges)),
    LATE_STARTS(Invariant.STARTS_WHERE_ASKED, store(StoreFaults::lateStarts)),
    LATE_ANSWERS(Invariant.ANSWER_BEFORE_MESSAGES, bus(BusFaults::lateAnswers)),
    IGNORED_IN_FLIGHT_LIMIT(Invariant.IN_FLIGHT_WITHIN_LIMIT, bus(BusFaults::widenedWindows)),
    HASTY_CLOCK(Invariant.REDELIVERY_OF_UNACKED_ONLY, plain().withShard(HastyShard::new)),
    INFLATED_REDELIVERY_COUNTS(
            Invariant.REDELIVERY_OF_UNACKED_ONLY, bus(BusFaults::inflatedCounts)),
    UNCONFESSED_LOSSES(Invariant.SENT_BEFORE_MEANS_FLAGGED, store(StoreFaults::unconfessedLosses)),
    SWALLOWED_ACKS(Invariant.ACKED_NEVER_AGAIN, bus(BusFaults::swallowedAcks)),
    FORGOTTEN_DELIVERIES(
            Invariant.DURABLES_RESUME_WHERE_LEFT, store(StoreFaults::forgottenDeliveries)),
    EMPTY_PROMISES(Invariant.DURABLES_RESUME_WHERE_LEFT, store(StoreFaults::emptyPromises)),
    UNREPORTED_RELIEF(Invariant.EVERYTHING_ARRIVES, bus(BusFaults::unreportedRelief)),
    DROPPED_HANDOVERS(Invariant.NO_LOST_HANDOVER, store(StoreFaults::droppedHandovers)),
    UNNOTICED_ABSENCE(Invariant.NO_LOST_HANDOVER, bus(BusFaults::unnoticedAbsence)),
    UNSENT_HANDOVERS(Invariant.HANDED_OVER_AT_ONCE, bus(BusFaults::unsentHandovers)),
    SELF_HANDOVERS(Invariant.CLIENTS_END_AS_A_WHOLE, bus(BusFaults::selfHandovers)),
    MESSAGES_AFTER_THE_END(Invariant.ENDED_MEANS_SILENT, bus(BusFaults::messagesAfterTheEnd)),
    UNHEARD_HEARTBEATS(Invariant.ONE_CLIENT_PER_ID, bus(BusFaults::unheardHeartbeats)),
    ACKS_APPLIED_TO_OTHERS(Invariant.ACKS_TOUCH_ONLY_THEIR_OWN, bus(BusFaults::copiedAcks)),
    LOST_ANSWERS(Invariant.EVERY_REQUEST_IS_ANSWERED, bus(BusFaults::lostAnswers)),
    KEPT_REGISTRATIONS(Invariant.NOTHING_ESCAPES_OR_LEAKS, bus(BusFaults::keptRegistrations));

    private final Invariant broken;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state, which Seams cannot promise
    private final Seams seams;

    PlantedFault(Invariant broken, Seams seams) {
        this.broken = broken;
        this.seams = seams;
    }

    Invariant broken() {
        return broken;
    }

    Seams seams() {
        return seams;
    }

    private static Seams plain() {
        return Seams.plain(Optional::empty);
    }

    private static Seams bus(UnaryOperator<Bus> fault) {
        return plain().withBus(fault);
    }

    private static Seams policies(UnaryOperator<Policies> fault) {
        return plain().withPolicies(fault);
    }

    private static Seams store(UnaryOperator<Store> fault) {
        return plain().withStore(fault);
    }
}
