package dev.stanchion.engine.spi;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Remembers for a while which messages were stored, by the hashes of their guids. Owned by one
 * shard.
 *
 * <p>The hashes are in generations. When the newest one is old enough or full, another one begins.
 * A generation is forgotten when a period has passed since its end, or when there are too many. So
 * a guid is known for one to two times the given period, or for a shorter time if too many come.
 */
public final class KnownGuids {
    private final long keepNanos;
    private final int maxPerGeneration;
    private final int maxEnded;

    /** The oldest one first. */
    private final List<Generation> ended = new ArrayList<>();

    private HashSet64 newest = new HashSet64();
    private long newestSinceNanos;

    /** Hashes to which no other is added. */
    private record Generation(HashSet64 hashes, long endNanos) {}

    /**
     * Creates a memory of two generations, which answers fastest.
     *
     * @param keepNanos how long a guid is known at least, unless too many come
     * @param maxGuids the maximum number of guids that are known at a time
     */
    public KnownGuids(long keepNanos, int maxGuids) {
        this(keepNanos, maxGuids, Math.max(1, maxGuids / 2));
    }

    /**
     * Creates a memory of many guids that is rarely asked. While a generation is small enough for
     * the processor's cache, adding is cheap, and no growth moves many hashes at once. A question
     * looks into each generation.
     *
     * @param keepNanos how long a guid is known at least, unless too many come
     * @param maxGuids the maximum number of guids that are known at a time
     * @param maxPerGeneration the maximum number of guids of one generation
     */
    public KnownGuids(long keepNanos, int maxGuids, int maxPerGeneration) {
        this.keepNanos = keepNanos;
        this.maxPerGeneration = maxPerGeneration;
        this.maxEnded = Math.max(1, maxGuids / maxPerGeneration - 1);
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
        if (newest.size() == maxPerGeneration) {
            endNewest(nowNanos);
        }
        if (newest.size() == 0) {
            newestSinceNanos = nowNanos;
        }
        newest.add(hash);
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
        return hasKept(hash);
    }

    /**
     * Tells whether a guid with this hash is still there, however old it is. Many threads may ask,
     * once nobody adds or asks otherwise any more.
     */
    public boolean hasKept(long hash) {
        if (newest.contains(hash)) {
            return true;
        }
        for (int i = ended.size() - 1; i >= 0; i--) {
            if (ended.get(i).hashes.contains(hash)) {
                return true;
            }
        }
        return false;
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
        return newest.size() == 0 && ended.isEmpty();
    }

    /**
     * Returns the hashes of all guids that are known. A guid that was added twice may be there
     * twice.
     */
    public long[] hashes() {
        LongStream all = Arrays.stream(newest.hashes());
        for (Generation each : ended) {
            all = LongStream.concat(all, Arrays.stream(each.hashes.hashes()));
        }
        return all.toArray();
    }

    /** Forgets all guids. */
    public void clear() {
        newest = new HashSet64();
        ended.clear();
    }

    private void forgetOld(long nowNanos) {
        if (newest.size() > 0 && nowNanos - newestSinceNanos >= keepNanos) {
            endNewest(newestSinceNanos + keepNanos);
        }
        while (!ended.isEmpty() && nowNanos - ended.getFirst().endNanos >= keepNanos) {
            ended.removeFirst();
        }
    }

    private void endNewest(long endNanos) {
        if (ended.size() == maxEnded) {
            ended.removeFirst();
        }
        ended.add(new Generation(newest, endNanos));
        newest = new HashSet64();
    }
}
