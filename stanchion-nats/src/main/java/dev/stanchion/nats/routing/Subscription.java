package dev.stanchion.nats.routing;

/**
 * An interest in a subject or pattern. What happens to a match is up to the subclass.
 *
 * <p>Subject and queue never change. Identity is the object: the same subject may be subscribed to
 * any number of times. Safe for use by many threads.
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

    /** Whether those who watch a subject want to know of it. Always the same answer. */
    protected boolean countsAsInterest() {
        return true;
    }

    /**
     * Whether what its {@code >} stands for may have empty tokens, or be empty; such a subject
     * matches nobody else. Always the same answer.
     */
    protected boolean takesEmptyTokens() {
        return false;
    }

    /** Not to be changed. */
    public final byte[] subject() {
        return subject;
    }

    /** Not to be changed; empty if it is a plain one. */
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
