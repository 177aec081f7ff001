package dev.stanchion.nats.link;

/** A subscription of a link. Immutable. */
public final class LinkSubscription {
    /** Takes what comes after the end. */
    static final LinkHandler ENDED = message -> {};

    private final int sid;
    private final byte[] subject;

    LinkSubscription(int sid, byte[] subject) {
        this.sid = sid;
        this.subject = subject;
    }

    int sid() {
        return sid;
    }

    /** Returns the array belongs to the subscription. */
    byte[] subject() {
        return subject;
    }
}
