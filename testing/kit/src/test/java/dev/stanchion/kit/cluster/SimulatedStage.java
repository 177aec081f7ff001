package dev.stanchion.kit.cluster;

import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.ManualShards;
import java.util.ArrayList;
import java.util.List;

/** The simulated cluster, which answers at once. */
final class SimulatedStage implements Script.Stage {
    private final ManualShards shards = new ManualShards(1);
    private final ClusterConnection connection =
            new SimulatedCluster(shards.time(), new Chance(1)).connect(shards.all().getFirst());
    private final List<CoreMessage> received = new ArrayList<>();

    SimulatedStage() {
        connection.subscribe(Script.INBOX + ">", received::add);
        connection.subscribe(Script.DELIVERIES, received::add);
    }

    @Override
    public void send(CoreMessage message) {
        connection.publish(message);
        shards.settle();
    }

    @Override
    public List<CoreMessage> take(int expected) {
        List<CoreMessage> taken = List.copyOf(received);
        received.clear();
        return taken;
    }
}
