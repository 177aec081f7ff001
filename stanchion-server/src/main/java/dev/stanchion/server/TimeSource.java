package dev.stanchion.server;

import dev.stanchion.engine.spi.ShardExecutor;
import java.time.Clock;

/**
 * Where a server takes its time from. Ack waits, back-offs, delays, heartbeats, ages of messages,
 * timestamps and findings follow it. Time limits of connections (NATS pings, TLS, slow consumers)
 * and the threads of stores always use the time of the machine.
 *
 * <p>Safe for use by many threads.
 */
public interface TimeSource {
    /** The time of the machine. */
    TimeSource SYSTEM = new SystemTime();

    /** Returns the time of day for timestamps and pages. */
    Clock clock();

    /**
     * Returns a shard that runs its tasks where the given one does, and takes its clocks and timers
     * from this source. Called once for each shard, before the engine starts.
     */
    ShardExecutor steer(ShardExecutor shard);
}
