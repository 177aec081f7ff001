package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.kit.shard.Chance;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records that survive the process that wrote them. One {@link SimulatedStore} at a time uses
 * it.
 */
public final class Disk {
    private final Map<String, DiskChannel> channels = new TreeMap<>();
    private final Map<String, ClientRecord> clients = new TreeMap<>();
    private final Deque<Runnable> unsyncedClientChanges = new ArrayDeque<>();
    private @Nullable ServerRecord server;

    RecoveredState recovered() {
        if (server == null) {
            return RecoveredState.NOTHING;
        }
        List<RecoveredState.Channel> recovered = new ArrayList<>();
        channels.forEach((name, channel) ->
                recovered.add(
                        new RecoveredState.Channel(
                                name,
                                channel.subscriptions().recovered(),
                                channel.mayLackDeliveries())));
        return new RecoveredState(Optional.of(server), List.copyOf(clients.values()), recovered);
    }

    void initialize(ServerRecord record) {
        server = record;
    }

    DiskChannel openOrCreate(String name) {
        return channels.computeIfAbsent(name, ignored -> new DiskChannel());
    }

    void delete(String name) {
        DiskChannel gone = channels.remove(name);
        if (gone != null) {
            gone.deleted();
        }
    }

    void changeClients(Runnable change) {
        unsyncedClientChanges.add(change);
    }

    void syncNextClientChange() {
        unsyncedClientChanges.remove().run();
    }

    void put(ClientRecord client) {
        clients.put(client.clientId(), client);
    }

    void deleteClient(String clientId) {
        clients.remove(clientId);
    }

    /**
     * Records everything, as a clean end of the process does.
     *
     * @param opened the channels that the process had opened
     */
    void settle(Set<String> opened) {
        while (!unsyncedClientChanges.isEmpty()) {
            syncNextClientChange();
        }
        channels.forEach((name, channel) -> channel.settle(opened.contains(name)));
    }

    /** The process is killed, or the machine loses its power, as chance has it. */
    void crash(Chance chance) {
        boolean isPowerLost = chance.oneIn(2);
        int kept = chance.between(0, unsyncedClientChanges.size());
        for (int i = 0; i < kept; i++) {
            syncNextClientChange();
        }
        unsyncedClientChanges.clear();
        channels.values().forEach(channel -> channel.crash(isPowerLost, chance));
    }
}
