package dev.stanchion.nats.loop;

import java.util.concurrent.atomic.AtomicLong;

/** The message counts of one loop. Only the loop writes them; any thread reads them. */
public final class LoopCounters {
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

    /** Adds to a counter. There is one writer, so an ordered store is enough. */
    private static void add(AtomicLong counter, long amount) {
        counter.setOpaque(counter.getPlain() + amount);
    }

    public long inMsgs() {
        return inMsgs.getOpaque();
    }

    public long inBytes() {
        return inBytes.getOpaque();
    }

    public long outMsgs() {
        return outMsgs.getOpaque();
    }

    public long outBytes() {
        return outBytes.getOpaque();
    }
}
