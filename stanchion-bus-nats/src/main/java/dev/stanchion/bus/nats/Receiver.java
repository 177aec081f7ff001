package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.InterestListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a client subscribes to one subject, as far as one shard knows, and the listeners of the
 * shard that watch the subject. Confined to the shard.
 */
final class Receiver {
    /** What the shard knows of the subject. */
    enum State {
        /** The shard knows nothing yet. */
        UNKNOWN,
        PRESENT,
        ABSENT
    }

    private final OutboundLink outboundLink;
    private final String subject;
    private final byte[] subjectBytes;
    private final byte[] probeReply;
    private final ReplySubject deliveryReply;
    private final int id;
    private final List<Watch> watches = new ArrayList<>();
    private State state = State.UNKNOWN;
    private long[] lost = new long[4];
    private int lostCount;

    /** The receiver's index among all receivers. {@link Receivers} maintains it. */
    int place;

    /** The time of the next probe. {@link Receivers} maintains this field and all that follow. */
    long dueNanos;

    /** How often in a row the receiver was absent. */
    int missed;

    boolean isAsked;

    /** Whether the report of its absence is on its way to the listeners. */
    boolean isLeaving;

    private boolean isForgotten;

    Receiver(OutboundLink outboundLink, int id, String subject, String replyPrefix) {
        this.outboundLink = outboundLink;
        this.id = id;
        this.subject = subject;
        this.subjectBytes = subject.getBytes(StandardCharsets.UTF_8);
        this.probeReply =
                (replyPrefix + ReplyKind.PROBE.letter() + "." + id)
                        .getBytes(StandardCharsets.US_ASCII);
        this.deliveryReply =
                new ReplySubject(replyPrefix + ReplyKind.DELIVERY.letter() + "." + id + ".");
    }

    OutboundLink outboundLink() {
        return outboundLink;
    }

    int id() {
        return id;
    }

    String subject() {
        return subject;
    }

    byte[] subjectBytes() {
        return subjectBytes;
    }

    byte[] probeReply() {
        return probeReply;
    }

    ReplySubject deliveryReply() {
        return deliveryReply;
    }

    State state() {
        return state;
    }

    boolean isForgotten() {
        return isForgotten;
    }

    void forget() {
        isForgotten = true;
    }

    boolean isWatched() {
        return !watches.isEmpty();
    }

    Watch watch(InterestListener listener) {
        Watch watch = new Watch(listener);
        watches.add(watch);
        return watch;
    }

    void unwatch(Watch watch) {
        watch.closed = true;
        watches.remove(watch);
    }

    /** Changes the state. Tells all listeners that do not know the new state yet. */
    void become(State now) {
        state = now;
        List.copyOf(watches).forEach(watch -> watch.tell(now));
    }

    /**
     * Remembers a delivery without a receiver, until the listeners learn that the receiver is
     * absent.
     */
    void addLost(long mark) {
        if (lostCount == lost.length) {
            lost = Arrays.copyOf(lost, 2 * lostCount);
        }
        lost[lostCount++] = mark;
    }

    /** Tells all listeners which deliveries were lost. */
    void tellLost() {
        long[] told = Arrays.copyOf(lost, lostCount);
        lostCount = 0;
        for (Watch watch : List.copyOf(watches)) {
            for (long mark : told) {
                watch.tellLost(mark);
            }
        }
    }

    /** A listener, and the last state that it was told. */
    static final class Watch {
        private final InterestListener listener;
        private State told = State.UNKNOWN;
        private boolean closed;

        Watch(InterestListener listener) {
            this.listener = listener;
        }

        void tell(State now) {
            if (closed || now == told) {
                return;
            }
            told = now;
            switch (now) {
                case PRESENT -> listener.onPresent();
                case ABSENT -> listener.onAbsent();
                case UNKNOWN -> {} // there is nothing to report
            }
        }

        private void tellLost(long mark) {
            if (!closed) {
                listener.onLost(mark);
            }
        }
    }
}
