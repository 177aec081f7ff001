package dev.stanchion.server;

import dev.stanchion.engine.spi.ShardExecutor;
import java.time.Clock;

/** The time of the machine. Shards keep their own clocks, so nothing stands between. */
record SystemTime() implements TimeSource {
    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public ShardExecutor steer(ShardExecutor shard) {
        return shard;
    }
}
