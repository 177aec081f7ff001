package dev.stanchion.nats.routing;

/**
 * Tracks whether a subscription matches one literal subject. The router updates it when
 * subscriptions begin and end.
 *
 * <p>The state is one number. It begins with 0 if no subscription matches and with 1 if one does,
 * and counts every change. So it is odd while a subscription matches. A comparison with an earlier
 * value also shows that all subscriptions ended and others began in between.
 *
 * <p>The router changes it under its lock; any thread reads it.
 */
public final class InterestWatch {
    private final byte[] subject;
    private final Runnable onChange;
    private int subscriptions;
    private volatile long changes;

    /**
     * @param subject not copied
     * @param onChange runs under the router's lock after a change; it must only pass the change on
     */
    public InterestWatch(byte[] subject, Runnable onChange) {
        this.subject = subject;
        this.onChange = onChange;
    }

    byte[] subject() {
        return subject;
    }

    /** Sets the number of subscriptions before any change. */
    void begin(int subscriptionsNow) {
        subscriptions = subscriptionsNow;
        changes = subscriptionsNow > 0 ? 1 : 0;
    }

    void adjust(int by) {
        boolean before = subscriptions > 0;
        subscriptions += by;
        if (before != subscriptions > 0) {
            long next = changes + 1;
            changes = next;
            onChange.run();
        }
    }

    /** Returns the number of changes. Any thread. */
    public long changes() {
        return changes;
    }

    /** Returns whether a value of {@link #changes} means that a subscription matches. */
    public static boolean isPresent(long changes) {
        return (changes & 1) == 1;
    }
}
