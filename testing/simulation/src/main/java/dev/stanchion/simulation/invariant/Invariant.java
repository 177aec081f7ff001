package dev.stanchion.simulation.invariant;

/** The rules that hold in every run. Sources are sections of {@code spec/streaming.md}. */
public enum Invariant {
    ACKED_MEANS_STORED(
            "A publish that was acked is in its channel once, as it was published, and was durable"
                    + " before the ack (4.3)."),
    SEQUENCES_WITHOUT_GAP_OR_REPEAT(
            "A channel's sequences have no gap and no repeat, and everyone sees the same message"
                    + " under the same sequence (4.2, 6.2)."),
    FIRST_DELIVERIES_IN_ORDER(
            "First deliveries of a subscription, or of all members of a queue group together, are"
                    + " in order, without repeat and without omission (5.3, 6.2, 8.3). Where a"
                    + " policy orders by keys, that holds for each key."),
    STARTS_WHERE_ASKED("A new subscription begins where its start position says (5.2)."),
    ANSWER_BEFORE_MESSAGES("A subscription's answer is sent before its first message (5.3)."),
    IN_FLIGHT_WITHIN_LIMIT(
            "A new message is sent only while fewer than max in flight are unacknowledged (6.2)."),
    REDELIVERY_OF_UNACKED_ONLY(
            "Only what was sent and not acknowledged is sent again, flagged, counted one by one,"
                    + " and not before its ack wait is over (6.4)."),
    SENT_BEFORE_MEANS_FLAGGED(
            "What was sent before a crash comes again as a redelivery, and so does what may have"
                    + " been sent when the crash lost deliveries; nothing else does (6.4, 11.2)."),
    ACKED_NEVER_AGAIN(
            "What was acknowledged is not sent again, unless a crash lost the ack (6.3)."),
    DURABLES_RESUME_WHERE_LEFT(
            "A resumed durable, or queue group, first gets everything unacknowledged and then goes"
                    + " on; a restart forgets nothing that is owed (7, 8.6, 11.2)."),
    EVERYTHING_ARRIVES(
            "Once faults have stopped and clients acknowledge, everything from its start on was"
                    + " sent to each subscription and is acknowledged (6.6)."),
    NO_LOST_HANDOVER(
            "When a queue member leaves, or its connection ends, its unacknowledged messages reach a"
                    + " live member (8.5)."),
    HANDED_OVER_AT_ONCE(
            "What a queue member that leaves has not acknowledged is sent to those that stay at"
                    + " once, not after an ack wait (8.5)."),
    CLIENTS_END_AS_A_WHOLE(
            "When a client ends, no member of a queue group that it has is sent anything, be it new"
                    + " or left by another of its members (3.4, 8.5)."),
    ENDED_MEANS_SILENT("Nothing is sent to a subscription that has ended or is offline (9.2, 7)."),
    ONE_CLIENT_PER_ID(
            "A client that answers keeps its ID; one whose connection is cut loses it to the first"
                    + " that asks (2.3)."),
    ACKS_TOUCH_ONLY_THEIR_OWN(
            "An ack changes only the subscription, or queue group, whose ack inbox it came on"
                    + " (6.3, 8.4)."),
    DELAY_NEVER_EARLY("No message is sent before the delay of its channel is over."),
    ATTEMPTS_WITHIN_LIMIT(
            "What has failed as often as a policy permits is not sent again; a crash may cost one"
                    + " attempt more, and a loss of power those that were not flushed."),
    PARKED_AFTER_ALL_ATTEMPTS("What is parked was tried as often as a policy permits."),
    SETTLED_WHEN_PARKED("What is settled without an ack is durable where it is parked."),
    ONE_OF_A_KEY_AT_A_TIME(
            "Of one key, a group that is ordered by keys has one unacknowledged message."),
    KEY_HELD_WHILE_PARKED(
            "Where a policy holds the key of a parked message, nothing else with the key is sent"
                    + " before that message is redriven; and only then is anything parked behind"
                    + " it."),
    PAUSED_MEANS_SILENT("What an operator has paused is sent nothing, whatever crashes."),
    PURGED_STAYS_GONE("What an operator has purged does not come back, whatever crashes."),
    EVERY_REQUEST_IS_ANSWERED("Every request is answered once, and nonsense with an error (1.3)."),
    NOTHING_ESCAPES_OR_LEAKS(
            "No exception leaves the engine; when all clients have closed, no timer, registration,"
                    + " pause or buffer of theirs remains.");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
