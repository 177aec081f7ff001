package dev.stanchion.store.remote;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Remembers for a while which messages other writers have stored, by a 64-bit hash of their guids.
 * Owned by the channel's shard.
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
        if (guid.length == 0) {
            return;
        }
        forgetOld(nowNanos);
        if (newer.size() == maxPerGeneration) {
            beginGeneration(nowNanos);
        }
        if (newer.size() == 0) {
            newerSinceNanos = nowNanos;
        }
        newer.add(hash(Unpooled.wrappedBuffer(guid), 0, guid.length));
    }

    /**
     * Tells whether a guid is known. Allocates nothing.
     *
     * @param nowNanos the elapsed time
     */
    public boolean contains(ByteBuf buffer, int index, int length, long nowNanos) {
        if (newer.size() == 0 && older.size() == 0) {
            return false;
        }
        forgetOld(nowNanos);
        long hash = hash(buffer, index, length);
        return newer.contains(hash) || older.contains(hash);
    }

    private void forgetOld(long nowNanos) {
        for (int i = 0; i < 2 && isOld(nowNanos); i++) {
            beginGeneration(newerSinceNanos + keepNanos);
        }
    }

    private boolean isOld(long nowNanos) {
        return (newer.size() > 0 || older.size() > 0) && nowNanos - newerSinceNanos >= keepNanos;
    }

    private void beginGeneration(long sinceNanos) {
        older = newer;
        newer = new HashSet64();
        newerSinceNanos = sinceNanos;
    }

    /** Returns the FNV-1a hash. */
    private static long hash(ByteBuf buffer, int index, int length) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ (buffer.getByte(index + i) & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
