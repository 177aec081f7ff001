package dev.stanchion.simulation.campaign;

/**
 * The seeds of a campaign, in blocks. The last block may be shorter.
 *
 * @param store names what the engine stores its messages in
 */
record Range(String store, long first, long seeds, int steps) {
    static final int BLOCK = 50;

    int blocks() {
        return Math.toIntExact((seeds + BLOCK - 1) / BLOCK);
    }

    long firstOf(int block) {
        return first + (long) block * BLOCK;
    }

    /** Returns the first seed behind a block. */
    long endOf(int block) {
        return Math.min(firstOf(block) + BLOCK, first + seeds);
    }

    long sizeOf(int block) {
        return endOf(block) - firstOf(block);
    }

    /** Returns the command that runs one of the seeds again. */
    String replay(long seed) {
        String option = store.equals("jetstream") ? " --store jetstream" : "";
        return "bin/simulate --seed %d --steps %d%s".formatted(seed, steps, option);
    }

    @Override
    public String toString() {
        return "store=%s first=%d seeds=%d steps=%d".formatted(store, first, seeds, steps);
    }
}
