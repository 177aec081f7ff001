package dev.stanchion.test.time;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.server.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The time of a broker under test, which outlives its restarts. Elapsed time never goes back; the
 * time of day may. Safe for use by many threads.
 */
public final class SteeredTime implements TimeSource {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final TimeMode mode;
    private final long originNanos = System.nanoTime();
    private final long originEpochNanos;
    private final List<SteeredShard> shards = new CopyOnWriteArrayList<>();

    /** The sum of all jumps. Written under this object's lock. */
    private volatile long jumpedNanos;

    /** How far the time of day is from where elapsed time would have it. */
    private volatile long shiftNanos;

    public SteeredTime(TimeMode mode) {
        this.mode = mode;
        this.originEpochNanos = epochNanos(Instant.now());
    }

    /** Returns how the time goes on by itself. */
    public TimeMode mode() {
        return mode;
    }

    /** Returns elapsed time. Any thread. */
    public long elapsedNanos() {
        long real = mode == TimeMode.JUMPING ? System.nanoTime() : originNanos;
        return real + jumpedNanos;
    }

    /** Returns the sum of all jumps. */
    long jumpedNanos() {
        return jumpedNanos;
    }

    /** Returns the time of day. Any thread. */
    public long epochNanos() {
        return originEpochNanos + (elapsedNanos() - originNanos) + shiftNanos;
    }

    /** Moves elapsed time forward to a value, unless it is there. */
    synchronized void moveTo(long nanos) {
        jumpedNanos += Math.max(0, nanos - elapsedNanos());
    }

    /** Sets the time of day alone. */
    synchronized void set(Instant wall) {
        shiftNanos += epochNanos(wall) - epochNanos();
    }

    @Override
    public ShardExecutor steer(ShardExecutor shard) {
        SteeredShard steered = new SteeredShard(shard, this);
        shards.add(steered);
        return steered;
    }

    /** Forgets the shards of a server that has stopped. */
    public void stopped() {
        shards.clear();
    }

    /** Returns the shards of the running server. */
    List<SteeredShard> shards() {
        return shards;
    }

    /**
     * Waits until every shard has worked on what it has now, and on what the shards had gathered
     * for each other.
     *
     * @return false if they do not answer in time
     */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        List<SteeredShard> all = List.copyOf(shards);
        CountDownLatch idle = new CountDownLatch(all.size() * all.size());
        for (SteeredShard from : all) {
            from.execute(
                    () -> from.atEndOfBatch(() -> all.forEach(to -> to.execute(idle::countDown))));
        }
        return idle.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Returns when the next timer of any shard is due. */
    OptionalLong nextDueNanos() {
        return shards.stream()
                .map(SteeredShard::nextDueNanos)
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    @Override
    public Clock clock() {
        return new WallClock(this, ZoneOffset.UTC);
    }

    private static long epochNanos(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
    }

    Instant now() {
        return Instant.EPOCH.plus(Duration.ofNanos(epochNanos()));
    }

    /** The time of day as the JDK has it. */
    private static final class WallClock extends Clock {
        private final SteeredTime time;
        private final ZoneId zone;

        WallClock(SteeredTime time, ZoneId zone) {
            this.time = time;
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new WallClock(time, other);
        }

        @Override
        public Instant instant() {
            return time.now();
        }
    }
}
