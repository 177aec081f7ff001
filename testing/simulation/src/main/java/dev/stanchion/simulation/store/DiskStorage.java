package dev.stanchion.simulation.store;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.simulation.world.SimulatedShards;
import org.jspecify.annotations.Nullable;

/** A disk, or memory that forgets everything when a process ends. */
public final class DiskStorage implements Storage {
    private final boolean isForgetful;
    private final VirtualTime time;
    private final ForeignWrites foreignWrites;
    private Disk disk = new Disk();
    private StoreBehaviour behaviour = StoreBehaviour.PROMPT;
    private @Nullable SimulatedStore store;

    public DiskStorage(boolean isForgetful, VirtualTime time, ForeignWrites foreignWrites) {
        this.isForgetful = isForgetful;
        this.time = time;
        this.foreignWrites = foreignWrites;
    }

    @Override
    public void open(SimulatedShards shards, Chance chance, Opening opening) {
        if (isForgetful) {
            disk = new Disk();
        }
        SimulatedStore opened = new SimulatedStore(disk, time, chance, foreignWrites);
        opened.behave(behaviour);
        store = opened;
        opening.opened(opened);
    }

    /** Changes the behaviour, except that memory is always prompt. */
    @Override
    public void behave(StoreBehaviour changed) {
        behaviour = isForgetful ? StoreBehaviour.PROMPT : changed;
        SimulatedStore current = store;
        if (current != null) {
            current.behave(behaviour);
        }
    }

    @Override
    public void crash() {
        SimulatedStore current = store;
        if (current != null) {
            current.crash();
        }
    }

    @Override
    public void close(Ending ending) {
        SimulatedStore current = store;
        if (current != null) {
            current.close();
        }
        ending.ended(true);
    }

    @Override
    public boolean usesShards() {
        return false;
    }

    /** The store itself has said so, with the messages. */
    @Override
    public void onInserted(String channel, int count) {}
}
