package dev.stanchion.store.remote;

/**
 * The memory for the newest messages of a store's channels. Each channel has a part of its own, and
 * borrows more from a pool while it has traffic. A channel borrows at most as much as it leaves for
 * the others. So one busy channel gets half of the pool, and two get a third each. Thread-safe.
 */
public final class TailMemory {
    private static final int CHANNELS_IN_POOL = 64;
    private static final int HEAPS_IN_POOL = 8;

    private final int ownBytes;
    private final long poolBytes;
    private long lentBytes;

    /**
     * @param ownBytes what each channel has of its own
     * @param poolBytes what the channels of the store borrow from
     */
    public TailMemory(int ownBytes, long poolBytes) {
        this.ownBytes = ownBytes;
        this.poolBytes = poolBytes;
    }

    /**
     * Returns memory with a pool for 64 channels, but for an eighth of the heap at most.
     *
     * @param ownBytes what each channel has of its own
     */
    public static TailMemory forChannelsOf(int ownBytes) {
        long heap = Runtime.getRuntime().maxMemory();
        return new TailMemory(
                ownBytes, Math.min((long) ownBytes * CHANNELS_IN_POOL, heap / HEAPS_IN_POOL));
    }

    int ownBytes() {
        return ownBytes;
    }

    /**
     * Changes what a channel borrows.
     *
     * @param borrowed what it has borrowed
     * @param wanted what it wants to have borrowed
     * @return what it may have borrowed from now on
     */
    synchronized long lend(long borrowed, long wanted) {
        long free = poolBytes - (lentBytes - borrowed);
        long granted = Math.max(0, Math.min(wanted, free / 2));
        lentBytes += granted - borrowed;
        return granted;
    }
}
