package dev.stanchion.server;

import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.snapshot.ConnectionSnapshot;
import dev.stanchion.nats.snapshot.LoopUse;
import dev.stanchion.server.api.Machine;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What the API tells of this process besides the engine. */
record MachineOfServer(NatsServer nats, StoreChoice store) implements Machine {
    @Override
    public List<LoopUse> loops() {
        return nats.loopUse();
    }

    @Override
    public Optional<Disk> disk() {
        return store instanceof StoreChoice.File file
                ? Optional.of(new Disk(file.directory(), file.options()::reserveBytesOf))
                : Optional.empty();
    }

    @Override
    public CompletionStage<List<ConnectionSnapshot>> connections(Collection<Long> ids) {
        Set<Long> wanted = Set.copyOf(ids);
        return nats.openConnections(connection -> wanted.contains(connection.id()), false);
    }
}
