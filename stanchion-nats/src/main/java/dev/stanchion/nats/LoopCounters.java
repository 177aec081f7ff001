package dev.stanchion.nats;

import java.util.concurrent.atomic.AtomicLong;

/** The message counts of one loop: written by the loop alone, read by any thread. */
final class LoopCounters {
    private final AtomicLong inMsgs = new AtomicLong();
    private final AtomicLong inBytes = new AtomicLong();
    private final AtomicLong outMsgs = new AtomicLong();
    private final AtomicLong outBytes = new AtomicLong();

    void received(int bodyBytes) {
        add(inMsgs, 1);
        add(inBytes, bodyBytes);
    }

    void delivered(int copies, long bodyBytes) {
        add(outMsgs, copies);
        add(outBytes, bodyBytes);
    }

    /** Not an atomic addition: there is one writer, so an ordered store is enough. */
    private static void add(AtomicLong counter, long amount) {
        counter.setOpaque(counter.getPlain() + amount);
    }

    long inMsgs() {
        return inMsgs.getOpaque();
    }

    long inBytes() {
        return inBytes.getOpaque();
    }

    long outMsgs() {
        return outMsgs.getOpaque();
    }

    long outBytes() {
        return outBytes.getOpaque();
    }
}
