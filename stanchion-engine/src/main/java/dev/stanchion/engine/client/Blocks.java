package dev.stanchion.engine.client;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ShardExecutor;
import java.util.HashMap;
import java.util.Map;

/** The client IDs that an operator refuses for a while. A restart of the server forgets them. */
@ShardOwned
public final class Blocks {
    private static final int MOST = 1_000;

    private final ShardExecutor shard;
    private final Map<String, Long> untilNanos = new HashMap<>();

    Blocks(ShardExecutor shard) {
        this.shard = shard;
    }

    /** Returns whether there are as many as there may be. */
    public boolean isFull() {
        forgetOver();
        return untilNanos.size() >= MOST;
    }

    /** Refuses a client ID from now on. */
    public void add(String clientId, long nanos) {
        untilNanos.put(clientId, shard.elapsedNanos() + nanos);
    }

    /** Refuses a client ID no longer. Returns whether it did. */
    public boolean remove(String clientId) {
        forgetOver();
        return untilNanos.remove(clientId) != null;
    }

    /** Returns whether a client ID is refused. */
    public boolean contains(String clientId) {
        if (untilNanos.isEmpty()) {
            return false;
        }
        forgetOver();
        return untilNanos.containsKey(clientId);
    }

    private void forgetOver() {
        long now = shard.elapsedNanos();
        untilNanos.values().removeIf(until -> until - now <= 0);
    }
}
