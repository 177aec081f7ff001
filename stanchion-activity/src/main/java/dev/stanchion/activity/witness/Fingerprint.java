package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.GuidHash;

/** 64 bits that stand for a guid in one channel. Two channels may have the same guid. Stateless. */
final class Fingerprint {
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private Fingerprint() {}

    /** Returns what {@link #of} needs of a channel. */
    static long seed(String channel) {
        return GuidHash.of(channel);
    }

    static long of(long channelSeed, long guidHash) {
        return guidHash ^ channelSeed * ODD;
    }
}
