package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.InterestListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whoever listens on one subject, as far as one shard knows, and who wants to know it there.
 * Confined to the shard.
 */
final class Receiver {
    /** What is known. */
    enum State {
        /** Nothing yet. */
        UNKNOWN,
        PRESENT,
        ABSENT
    }

    private final Outlet outlet;
    private final String subject;
    private final byte[] subjectBytes;
    private final byte[] probeReply;
    private final ReplySubject deliveryReply;
    private final int id;
    private final List<Watch> watches = new ArrayList<>();
    private State state = State.UNKNOWN;
    private long[] lost = new long[4];
    private int lostCount;

    /** Its place among all receivers, kept by {@link Receivers}. */
    int place;

    /** When it is to be asked next; kept by {@link Receivers}, as is all that follows. */
    long dueNanos;

    /** How often in a row it was not there. */
    int missed;

    boolean isAsked;

    /** Whether its absence is on its way to those who watch. */
    boolean isLeaving;

    private boolean isForgotten;

    Receiver(Outlet outlet, int id, String subject, String replyPrefix) {
        this.outlet = outlet;
        this.id = id;
        this.subject = subject;
        this.subjectBytes = subject.getBytes(StandardCharsets.UTF_8);
        this.probeReply =
                (replyPrefix + ReplyKind.PROBE.letter() + "." + id)
                        .getBytes(StandardCharsets.US_ASCII);
        this.deliveryReply =
                new ReplySubject(replyPrefix + ReplyKind.DELIVERY.letter() + "." + id + ".");
    }

    Outlet outlet() {
        return outlet;
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

    /** Tells all who watch, unless they know. */
    void become(State now) {
        state = now;
        List.copyOf(watches).forEach(watch -> watch.tell(now));
    }

    /** Remembers a delivery that nobody got, until those who watch know that nobody is there. */
    void addLost(long mark) {
        if (lostCount == lost.length) {
            lost = Arrays.copyOf(lost, 2 * lostCount);
        }
        lost[lostCount++] = mark;
    }

    /** Tells all who watch what was lost. */
    void tellLost() {
        long[] told = Arrays.copyOf(lost, lostCount);
        lostCount = 0;
        for (Watch watch : List.copyOf(watches)) {
            for (long mark : told) {
                watch.tellLost(mark);
            }
        }
    }

    /** One who watches, and what it was told last. */
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
                case UNKNOWN -> {} // there is nothing to tell
            }
        }

        private void tellLost(long mark) {
            if (!closed) {
                listener.onLost(mark);
            }
        }
    }
}
