package dev.stanchion.kit.bus;

import dev.stanchion.engine.spi.ChannelRights;
import dev.stanchion.engine.spi.Origin;

/** A connection of clients to a {@link MemoryBus}, on one of the shards; it counts its pauses. */
public final class MemoryConnection implements Origin {
    private final int shard;
    private int pauses;
    private int pausedEver;
    private ChannelRights rights = ChannelRights.ALL;
    private boolean canWait = true;
    private boolean mayRepeat;

    public MemoryConnection(int shard) {
        this.shard = shard;
    }

    int shard() {
        return shard;
    }

    public boolean isPaused() {
        return pauses > 0;
    }

    public int pausedEver() {
        return pausedEver;
    }

    @Override
    public void pause() {
        pauses++;
        pausedEver++;
    }

    @Override
    public void resume() {
        pauses--;
    }

    @Override
    public String description() {
        return "test connection on shard " + shard;
    }

    @Override
    public ChannelRights rights() {
        return rights;
    }

    @Override
    public boolean canWait() {
        return canWait;
    }

    /** Many use it, so it cannot be paused for long. */
    public void isShared() {
        canWait = false;
    }

    @Override
    public boolean mayRepeat() {
        return mayRepeat;
    }

    /** What it sends from now on may have come before on another way. */
    public void repeats() {
        mayRepeat = true;
    }

    /** Its user may do no more than this from now on. */
    public void isLimitedTo(ChannelRights changed) {
        rights = changed;
    }
}
