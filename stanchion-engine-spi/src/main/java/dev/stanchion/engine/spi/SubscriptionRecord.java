package dev.stanchion.engine.spi;

/**
 * A subscription, as stored.
 *
 * @param id unique in its channel, never reused
 * @param clientId empty for the kept state of a durable queue group without members
 * @param queueGroup empty if not a queue member; {@code durable:group} for a durable group
 * @param durableName empty if not a plain durable, and for queue members
 * @param lastSent highest sequence ever sent to it
 * @param durable whether the position outlives the client
 * @param closed a durable that nobody uses at present
 * @param user who made a durable that is not a group's; empty if nobody knows
 * @param perhapsSentUpTo the sequence up to which messages above {@code lastSent} may have been
 *     sent without a record of it, because the machine lost its power; 0 if every delivery is
 *     recorded
 * @param pause the engine's note on why it sends nothing to the subscription; empty if it does. A
 *     store keeps the text as it is
 * @param attempts the engine's note on messages that were not acknowledged in time, and how often;
 *     empty if there is none, and at most {@value #MOST_ATTEMPTS_CHARS} characters. A store keeps
 *     the text as it is
 */
public record SubscriptionRecord(
        long id,
        String clientId,
        String queueGroup,
        String inbox,
        String ackInbox,
        int maxInFlight,
        int ackWaitSeconds,
        String durableName,
        long lastSent,
        boolean durable,
        boolean closed,
        String user,
        long perhapsSentUpTo,
        String pause,
        String attempts) {
    /** The longest note on attempts. */
    public static final int MOST_ATTEMPTS_CHARS = 16_384;

    /**
     * A subscription that is not paused, of an unknown user, of which every delivery is recorded.
     */
    public SubscriptionRecord(
            long id,
            String clientId,
            String queueGroup,
            String inbox,
            String ackInbox,
            int maxInFlight,
            int ackWaitSeconds,
            String durableName,
            long lastSent,
            boolean durable,
            boolean closed) {
        this(
                id,
                clientId,
                queueGroup,
                inbox,
                ackInbox,
                maxInFlight,
                ackWaitSeconds,
                durableName,
                lastSent,
                durable,
                closed,
                "",
                0,
                "",
                "");
    }

    /** Returns this subscription when more has been sent to it. */
    public SubscriptionRecord withLastSent(long sequence) {
        return with(sequence, user, perhapsSentUpTo, pause, attempts);
    }

    /** Returns this subscription with the user who made it. */
    public SubscriptionRecord withUser(String name) {
        return with(lastSent, name, perhapsSentUpTo, pause, attempts);
    }

    /** Returns this subscription when more may have been sent to it than is recorded. */
    public SubscriptionRecord withPerhapsSentUpTo(long sequence) {
        return with(lastSent, user, sequence, pause, attempts);
    }

    /** Returns this subscription with another note on its pause. */
    public SubscriptionRecord withPause(String note) {
        return with(lastSent, user, perhapsSentUpTo, note, attempts);
    }

    /** Returns this subscription with another note on attempts. */
    public SubscriptionRecord withAttempts(String note) {
        return with(lastSent, user, perhapsSentUpTo, pause, note);
    }

    private SubscriptionRecord with(
            long newLastSent,
            String newUser,
            long newPerhapsSentUpTo,
            String newPause,
            String newAttempts) {
        return new SubscriptionRecord(
                id,
                clientId,
                queueGroup,
                inbox,
                ackInbox,
                maxInFlight,
                ackWaitSeconds,
                durableName,
                newLastSent,
                durable,
                closed,
                newUser,
                newPerhapsSentUpTo,
                newPause,
                newAttempts);
    }
}
