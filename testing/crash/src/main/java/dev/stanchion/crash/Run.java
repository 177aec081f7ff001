package dev.stanchion.crash;

import dev.stanchion.crash.work.ManualWorkers;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.simulation.world.SimulatedShard;
import dev.stanchion.simulation.world.SimulatedShards;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One process: its threads, its store and the channels that it has open. */
final class Run {
    private final SimulatedShards shards;
    private final ManualWorkers workers;
    private final ProcessMemory memory;
    private final Store store;
    private final Map<String, OpenChannel> channels = new LinkedHashMap<>();
    private boolean faulty;
    private boolean lacksUnknowingly;
    private boolean ended;

    Run(SimulatedShards shards, ManualWorkers workers, ProcessMemory memory, Store store) {
        this.shards = shards;
        this.workers = workers;
        this.memory = memory;
        this.store = store;
    }

    SimulatedShards shards() {
        return shards;
    }

    ManualWorkers workers() {
        return workers;
    }

    Store store() {
        return store;
    }

    /** Runs something on a shard's thread, now. */
    void on(SimulatedShard shard, Runnable task) {
        shards.on(shard, () -> shards.runGuarded(task));
    }

    /** Returns the shard that owns the clients. */
    SimulatedShard firstShard() {
        return shards.all().get(0);
    }

    SimulatedShard shardOf(String channel) {
        List<SimulatedShard> all = shards.all();
        return all.get(Math.floorMod(channel.hashCode(), all.size()));
    }

    void add(OpenChannel channel) {
        channels.put(channel.name(), channel);
    }

    void remove(String channel) {
        channels.remove(channel);
    }

    boolean has(String channel) {
        return channels.containsKey(channel);
    }

    boolean isEmpty() {
        return channels.isEmpty();
    }

    /** Returns the channels that can be used. */
    List<OpenChannel> usable() {
        List<OpenChannel> usable = new ArrayList<>(channels.values());
        usable.removeIf(channel -> !channel.isUsable());
        return usable;
    }

    /**
     * Records a failure of the disk. From now on the store may refuse calls that it must accept
     * otherwise.
     */
    void faulty() {
        faulty = true;
    }

    boolean isFaulty() {
        return faulty;
    }

    /**
     * Records that memory could not be written, or that there was no space for a few bytes. The
     * record of deliveries may be lost without notice.
     */
    void mayLackUnknowingly() {
        lacksUnknowingly = true;
    }

    boolean lacksUnknowingly() {
        return lacksUnknowingly;
    }

    boolean isAlive() {
        return !ended;
    }

    /** Ends the shards' threads, which is how an engine ends; others follow. */
    void endShards() {
        shards.halt();
    }

    /** Ends all threads at once. */
    void end() {
        ended = true;
        shards.halt();
        workers.kill();
    }

    /** Releases the real memory of a process that has ended and returned from all calls. */
    void release() {
        memory.freeAll();
    }
}
