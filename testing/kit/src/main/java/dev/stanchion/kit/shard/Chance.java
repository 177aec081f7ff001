package dev.stanchion.kit.shard;

import dev.stanchion.engine.spi.Entropy;
import java.util.List;

/**
 * Everything that could have been otherwise, drawn from one seed. Confined to the simulation's
 * thread.
 *
 * <p>The generator is SplitMix64, written out because a seed that once failed must fail again on
 * every JDK.
 */
public final class Chance implements Entropy {
    private static final String TOKEN_CHARACTERS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public Chance(long seed) {
        state = seed;
    }

    /**
     * Returns an independent source of randomness. Its use does not change the values of this one.
     */
    public Chance fork() {
        return new Chance(nextLong());
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Returns a number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return (int) Long.remainderUnsigned(nextLong(), bound);
    }

    /** Returns a number between the two, both included. */
    public int between(int lowest, int highest) {
        return lowest + below(highest - lowest + 1);
    }

    /** Returns a duration from 0 to the given one; 0 if that is 0. */
    public long upToNanos(long longestNanos) {
        return Long.remainderUnsigned(nextLong(), longestNanos + 1);
    }

    public boolean percent(int likelihood) {
        return below(100) < likelihood;
    }

    public boolean oneIn(int n) {
        return below(n) == 0;
    }

    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    @Override
    public String token(int length) {
        StringBuilder token = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            token.append(TOKEN_CHARACTERS.charAt(below(TOKEN_CHARACTERS.length())));
        }
        return token.toString();
    }
}
