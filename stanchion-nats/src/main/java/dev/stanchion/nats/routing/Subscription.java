package dev.stanchion.nats.routing;

/**
 * An interest in a subject or pattern. The subclass decides what happens to a match.
 *
 * <p>Subject and queue never change. Two subscriptions are equal only if they are the same object,
 * because there may be many to the same subject. Safe for use by many threads.
 */
public abstract class Subscription {
    private final byte[] subject;
    private final byte[] queue;

    /**
     * @param subject valid, see {@link Subjects#isValid}; not copied
     * @param queue the queue group, empty if none; not copied
     */
    protected Subscription(byte[] subject, byte[] queue) {
        this.subject = subject;
        this.queue = queue;
    }

    /** Returns whether watches of a subject count it. Always returns the same. */
    protected boolean countsAsInterest() {
        return true;
    }

    /**
     * Returns whether the tokens at the place of its {@code >} may be empty or missing. No other
     * subscription matches such a subject. Always returns the same.
     */
    protected boolean takesEmptyTokens() {
        return false;
    }

    /** Returns the subject. The caller must not change it. */
    public final byte[] subject() {
        return subject;
    }

    /** Returns the queue group, empty for a plain subscription. The caller must not change it. */
    public final byte[] queue() {
        return queue;
    }

    final boolean isPlain() {
        return queue.length == 0;
    }

    final boolean isLiteral() {
        return Subjects.isLiteral(subject);
    }
}
