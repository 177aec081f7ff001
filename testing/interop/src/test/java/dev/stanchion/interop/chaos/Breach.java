package dev.stanchion.interop.chaos;

/**
 * A promise that was not kept.
 *
 * @param what the sentence for the report
 */
record Breach(Promise promise, String what) {

    /** What is promised to clients. */
    enum Promise {
        NOTHING_ACKNOWLEDGED_IS_LOST,
        NOTHING_IS_STORED_TWICE,
        NOTHING_IS_STORED_THAT_NOBODY_PUBLISHED,
        MESSAGES_OF_A_PUBLISHER_KEEP_THEIR_ORDER,
        A_SEQUENCE_HAS_ONE_CONTENT,
        EVERYTHING_STORED_IS_DELIVERED,
        FIRST_DELIVERIES_ARE_IN_ORDER,
        CLIENTS_ARE_TOLD_OF_NO_ERROR,
        PUBLISHES_ARE_ANSWERED
    }

    @Override
    public String toString() {
        return promise + ": " + what;
    }
}
