package dev.stanchion.nats.routing;

/**
 * Whether anybody subscribes to what matches one literal subject, kept by the router as
 * subscriptions come and go.
 *
 * <p>One number says it: it begins with 0 if nobody does and 1 if somebody does, and counts every
 * change, so it is odd while somebody does. Whoever compares it with an earlier value also sees
 * that all have gone and others come in between.
 *
 * <p>Changed under the router's lock, read by any thread.
 */
public final class InterestWatch {
    private final byte[] subject;
    private final Runnable onChange;
    private int subscriptions;
    private volatile long changes;

    /**
     * @param subject not copied
     * @param onChange run under the router's lock after a change; it must only pass that on
     */
    public InterestWatch(byte[] subject, Runnable onChange) {
        this.subject = subject;
        this.onChange = onChange;
    }

    byte[] subject() {
        return subject;
    }

    /** Sets what there is before any change. */
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

    /** Any thread. */
    public long changes() {
        return changes;
    }

    /** What a value of {@link #changes} says. */
    public static boolean isPresent(long changes) {
        return (changes & 1) == 1;
    }
}
