package dev.stanchion.engine.subscription;

/** The phase of a subscription. It changes by {@link #after} alone, and never per message. */
enum Phase {
    /** The store records the subscription; the reply with its ack inbox has not left. */
    OPENING,
    /** The engine sends the unacknowledged messages again; new messages wait. */
    REDELIVERING,
    /** The engine sends new messages as they come. */
    FLOWING,
    /** The client of a durable is gone; position and unacknowledged messages stay. */
    DORMANT,
    /** The subscription is gone for good. */
    CLOSED;

    /** The events of a subscription. */
    sealed interface Event {
        /** The reply has left. This number of messages waits for acknowledgements from before. */
        record Opened(int unacknowledged) implements Event {}

        /** The earlier unacknowledged messages have been sent again. */
        record BacklogSent() implements Event {}

        /** Its client is gone or has closed it, and its position is to be kept. */
        record Suspended() implements Event {}

        /** A client wants to go on where the last one ended. */
        record Resumed() implements Event {}

        /** It ends, and nothing of it is kept. */
        record Ended() implements Event {}
    }

    /** The owner's action after a change. */
    enum Effect {
        NONE,
        /** Send the unacknowledged messages. */
        REDELIVER,
        /** Send new messages. */
        FLOW,
        /** Stop timers, stop listening to acknowledgements. */
        SILENCE
    }

    /** The next phase, and the action on entering it. */
    record Change(Phase next, Effect effect) {}

    /** Decides alone and purely. An event that comes too late changes nothing. */
    Change after(Event event) {
        if (this == CLOSED) {
            return unchanged();
        }
        return switch (event) {
            case Event.Opened(int unacknowledged) when this == OPENING ->
                    unacknowledged > 0
                            ? new Change(REDELIVERING, Effect.REDELIVER)
                            : new Change(FLOWING, Effect.FLOW);
            case Event.BacklogSent ignored when this == REDELIVERING ->
                    new Change(FLOWING, Effect.FLOW);
            case Event.Resumed ignored when this == DORMANT -> new Change(OPENING, Effect.NONE);
            case Event.Suspended ignored when this != DORMANT ->
                    new Change(DORMANT, Effect.SILENCE);
            case Event.Ended ignored -> new Change(CLOSED, Effect.SILENCE);
            case Event.Opened ignored -> unchanged();
            case Event.BacklogSent ignored -> unchanged();
            case Event.Resumed ignored -> unchanged();
            case Event.Suspended ignored -> unchanged();
        };
    }

    private Change unchanged() {
        return new Change(this, Effect.NONE);
    }

    /** Returns whether a client uses the subscription at present. */
    boolean isActive() {
        return switch (this) {
            case OPENING, REDELIVERING, FLOWING -> true;
            case DORMANT, CLOSED -> false;
        };
    }
}
