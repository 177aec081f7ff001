package dev.stanchion.nats.link;

/** A subscription of a link. Immutable. */
public final class LinkSubscription {
    /** Ignores messages that arrive after the end of the subscription. */
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

    /** Returns the subject. The caller must not change the array. */
    byte[] subject() {
        return subject;
    }
}
