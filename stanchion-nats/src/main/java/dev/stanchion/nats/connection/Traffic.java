package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.TurnLoop;

/** The message counts of one connection. Confined to its loop. */
final class Traffic {
    private final TurnLoop loop;
    private long inMsgs;
    private long inBytes;
    private long outMsgs;
    private long outBytes;
    private long lastActivityNanos;

    Traffic(TurnLoop loop) {
        this.loop = loop;
        lastActivityNanos = loop.nanoTime();
    }

    void published(int bodyBytes) {
        inMsgs++;
        inBytes += bodyBytes;
    }

    void delivered(int messages, long bodyBytes) {
        outMsgs += messages;
        outBytes += bodyBytes;
    }

    /**
     * Records the time of activity. Called once for a read and once for a write, not for each
     * message.
     */
    void moved() {
        lastActivityNanos = loop.nanoTime();
    }

    long inMsgs() {
        return inMsgs;
    }

    long inBytes() {
        return inBytes;
    }

    long outMsgs() {
        return outMsgs;
    }

    long outBytes() {
        return outBytes;
    }

    long lastActivityNanos() {
        return lastActivityNanos;
    }
}
