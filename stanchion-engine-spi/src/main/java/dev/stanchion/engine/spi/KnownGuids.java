package dev.stanchion.engine.spi;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Remembers for a while which messages were stored, by the hashes of their guids. Owned by one
 * shard.
 *
 * <p>The hashes are in two generations. When the newer one is old enough or full, it becomes the
 * older one, whose hashes are forgotten. So a guid is known for one to two times the given period,
 * or for a shorter time if too many come.
 */
public final class KnownGuids {
    private final long keepNanos;
    private final int maxPerGeneration;
    private HashSet64 newer = new HashSet64();
    private HashSet64 older = new HashSet64();
    private long newerSinceNanos;

    /**
     * @param keepNanos how long a guid is known at least, unless too many come
     * @param maxGuids the maximum number of guids that are known at a time
     */
    public KnownGuids(long keepNanos, int maxGuids) {
        this.keepNanos = keepNanos;
        this.maxPerGeneration = Math.max(1, maxGuids / 2);
    }

    /**
     * Adds the guid of a stored message. An empty one is ignored.
     *
     * @param nowNanos the elapsed time
     */
    public void add(byte[] guid, long nowNanos) {
        if (guid.length > 0) {
            add(GuidHash.of(guid), nowNanos);
        }
    }

    /**
     * Adds the {@link GuidHash} of a stored message.
     *
     * @param nowNanos the elapsed time
     */
    public void add(long hash, long nowNanos) {
        forgetOld(nowNanos);
        if (newer.size() == maxPerGeneration) {
            beginGeneration(nowNanos);
        }
        if (newer.size() == 0) {
            newerSinceNanos = nowNanos;
        }
        newer.add(hash);
    }

    /**
     * Tells whether a guid is known. Allocates nothing.
     *
     * @param nowNanos the elapsed time
     */
    public boolean contains(ByteBuf buffer, int index, int length, long nowNanos) {
        return !isEmpty() && contains(GuidHash.of(buffer, index, length), nowNanos);
    }

    /**
     * Tells whether a guid with this hash is known.
     *
     * @param nowNanos the elapsed time
     */
    public boolean contains(long hash, long nowNanos) {
        forgetOld(nowNanos);
        return newer.contains(hash) || older.contains(hash);
    }

    /**
     * Tells whether any guid is known.
     *
     * @param nowNanos the elapsed time
     */
    public boolean hasAny(long nowNanos) {
        if (isEmpty()) {
            return false;
        }
        forgetOld(nowNanos);
        return !isEmpty();
    }

    private boolean isEmpty() {
        return newer.size() == 0 && older.size() == 0;
    }

    /** Returns the hashes of all guids that are known. */
    public long[] hashes() {
        long[] both = Arrays.copyOf(newer.hashes(), newer.size() + older.size());
        System.arraycopy(older.hashes(), 0, both, newer.size(), older.size());
        return both;
    }

    /** Forgets all guids. */
    public void clear() {
        newer = new HashSet64();
        older = new HashSet64();
    }

    private void forgetOld(long nowNanos) {
        for (int i = 0; i < 2 && isOld(nowNanos); i++) {
            beginGeneration(newerSinceNanos + keepNanos);
        }
    }

    private boolean isOld(long nowNanos) {
        return !isEmpty() && nowNanos - newerSinceNanos >= keepNanos;
    }

    private void beginGeneration(long sinceNanos) {
        older = newer;
        newer = new HashSet64();
        newerSinceNanos = sinceNanos;
    }
}
