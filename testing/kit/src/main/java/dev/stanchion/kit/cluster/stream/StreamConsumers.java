package dev.stanchion.kit.cluster.stream;

import dev.stanchion.kit.cluster.core.ClusterBehaviour.Fault;
import dev.stanchion.kit.cluster.core.ClusterWorld;
import dev.stanchion.kit.cluster.core.Outbox;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The consumers of one stream. Confined to the thread of the test. */
final class StreamConsumers {
    private final SimulatedStream stream;
    private final ClusterWorld world;
    private final Outbox outbox;
    private final Map<String, PushConsumer> consumers = new LinkedHashMap<>();

    StreamConsumers(SimulatedStream stream, ClusterWorld world, Outbox outbox) {
        this.stream = stream;
        this.world = world;
        this.outbox = outbox;
    }

    /** Creates a consumer, which sends nothing before {@link #pump}. */
    PushConsumer create(String name, Request configuration) {
        PushConsumer created = new PushConsumer(stream, name, configuration, world, outbox);
        consumers.put(name, created);
        return created;
    }

    Optional<PushConsumer> find(String name) {
        consumers.values().removeIf(PushConsumer::isOver);
        return Optional.ofNullable(consumers.get(name));
    }

    boolean delete(String name) {
        Optional<PushConsumer> found = find(name);
        found.ifPresent(PushConsumer::end);
        return found.isPresent();
    }

    int count() {
        consumers.values().removeIf(PushConsumer::isOver);
        return consumers.size();
    }

    /** Lets every consumer send what it may send. */
    void pump() {
        consumers.values().removeIf(PushConsumer::isOver);
        consumers.values().forEach(PushConsumer::pump);
    }

    /** Some consumers live on the server that is gone. */
    void leaderLost() {
        for (PushConsumer consumer : consumers.values()) {
            if (world.strikes(Fault.LOST_CONSUMER)) {
                consumer.end();
            }
        }
    }

    void end() {
        consumers.values().forEach(PushConsumer::end);
        consumers.clear();
    }
}
