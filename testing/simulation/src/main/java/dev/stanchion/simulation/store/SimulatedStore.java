package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import java.util.HashSet;
import java.util.Set;

/** One process's use of a {@link Disk}, as slow and faulty as it is told to be. */
public final class SimulatedStore implements Store {
    private final Disk disk;
    private final Answers answers;
    private final ClientLog clients;
    private final ForeignWrites foreignWrites;
    private final Set<String> openChannels = new HashSet<>();

    /**
     * @param foreignWrites told when another writer has stored messages
     */
    public SimulatedStore(Disk disk, VirtualTime time, Chance chance, ForeignWrites foreignWrites) {
        this.disk = disk;
        this.foreignWrites = foreignWrites;
        answers = new Answers(time, chance);
        clients = new SimulatedClientLog(disk, answers);
    }

    /**
     * Changes the behaviour of the store from now on. Operations that are under way continue as
     * before.
     */
    public void behave(StoreBehaviour behaviour) {
        answers.behave(behaviour);
    }

    @Override
    public String type() {
        return "SIMULATED";
    }

    @Override
    public RecoveredState recover() {
        return disk.recovered();
    }

    @Override
    public void initialize(ServerRecord server) {
        disk.initialize(server);
    }

    @Override
    public ClientLog clients() {
        return clients;
    }

    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        boolean fails = answers.chance().percent(answers.behaviour().failedOpens());
        answers.answer(
                owner,
                answers.behaviour().openNanos(),
                () -> {
                    if (fails) {
                        outcome.failed(answers.fault(StoreException.Kind.IO, "open", name));
                    } else {
                        outcome.succeeded(open(name, limits, owner, listener));
                    }
                });
    }

    private ChannelStore open(
            String name, ChannelLimits limits, ShardExecutor owner, LogListener listener) {
        if (!openChannels.add(name)) {
            throw new IllegalStateException("channel " + name + " opened twice");
        }
        DiskChannel channel = disk.openOrCreate(name);
        return new ChannelStore(
                new SimulatedLog(name, channel, limits, owner, listener, answers, foreignWrites),
                new SimulatedSubscriptionLog(name, channel, owner, answers));
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        boolean fails = answers.chance().percent(answers.behaviour().failedOpens());
        answers.answer(
                owner,
                answers.behaviour().openNanos(),
                () -> {
                    if (fails) {
                        outcome.failed(answers.fault(StoreException.Kind.IO, "delete", name));
                    } else {
                        openChannels.remove(name);
                        disk.delete(name);
                        outcome.succeeded(Outcome.Done.DONE);
                    }
                });
    }

    /** Ends the process that used the disk without any care. */
    public void crash() {
        if (answers.isOpen()) {
            answers.end();
            disk.crash(answers.chance());
        }
    }

    @Override
    public void close() {
        if (answers.isOpen()) {
            answers.end();
            disk.settle(openChannels);
        }
    }
}
