package dev.stanchion.simulation.bus;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.kit.bus.ArrivedMessage;
import dev.stanchion.kit.bus.InterestWatches;
import dev.stanchion.kit.bus.LentBuffers;
import dev.stanchion.kit.bus.SubjectInterests;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.simulation.world.SimulatedShard;
import dev.stanchion.simulation.world.SimulatedShards;
import java.util.ArrayList;
import java.util.List;

/**
 * Core NATS between one engine and its clients. It outlives the engine: {@link #attach} sets the
 * shards of the next engine, {@link #dropEngine} removes the engine.
 */
public final class SimulatedBus implements Bus {
    private final BusKind kind;
    private final VirtualTime time;
    private final Chance chance;
    private final BusTap tap;
    private final SubjectInterests<EngineSubscription> engine = new SubjectInterests<>();
    private final SubjectInterests<SimulatedConnection> clients = new SubjectInterests<>();
    private final List<SimulatedConnection> connections = new ArrayList<>();
    private final InterestWatches watches =
            new InterestWatches(subject -> !receivers(subject).isEmpty());
    private final LentBuffers lent = new LentBuffers();
    private SimulatedShards shards;

    /**
     * @param shards of an engine to be attached later, or of the first one
     */
    public SimulatedBus(
            BusKind kind, VirtualTime time, Chance chance, SimulatedShards shards, BusTap tap) {
        this.kind = kind;
        this.time = time;
        this.chance = chance;
        this.shards = shards;
        this.tap = tap;
    }

    /** Opens a client's connection. It lives on one of the shards' threads, or on another. */
    public SimulatedConnection connect(String name) {
        int thread = kind == BusKind.EXTERNAL ? -1 : chance.between(-1, 3);
        SimulatedConnection connection = new SimulatedConnection(name, this, time, chance, thread);
        connections.add(connection);
        return connection;
    }

    /** Says on whose shards messages arrive from now on. */
    public void attach(SimulatedShards shardsOfEngine) {
        shards = shardsOfEngine;
    }

    /** Forgets all registrations, buffers, pauses and waiting tasks of a crashed engine. */
    public void dropEngine() {
        engine.clear();
        watches.clear();
        lent.forget();
        connections.forEach(SimulatedConnection::forgetEngine);
    }

    public BusKind kind() {
        return kind;
    }

    /** Returns how many subscriptions and watches the engine holds. */
    public int engineRegistrations() {
        return engine.size() + watches.size();
    }

    /** Returns how many of the buffers that the engine was shown it still holds. */
    public int buffersHeld() {
        return lent.stillHeld();
    }

    /** Returns the connections that the engine has paused and not resumed. */
    public List<SimulatedConnection> pausedConnections() {
        return connections.stream().filter(SimulatedConnection::isPaused).toList();
    }

    public List<SimulatedConnection> connections() {
        return List.copyOf(connections);
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        EngineSubscription subscription = new EngineSubscription(subject, handler);
        engine.add(subject, subscription);
        return subscription;
    }

    @Override
    public Destination destination(String subject) {
        return new SimulatedDestination(subject, this);
    }

    @Override
    public boolean mayHaveInterest(String subject) {
        return kind == BusKind.EXTERNAL
                || !clients.matching(subject).isEmpty()
                || !engine.matching(subject).isEmpty();
    }

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return kind == BusKind.EXTERNAL
                ? () -> {}
                : watches.add(subject, shard, listener, Runnable::run);
    }

    /** Sends a message of the engine to the subscribers, which may include the engine itself. */
    boolean publishFromEngine(String subject, String replyTo, byte[] payload) {
        boolean anyone = mayHaveInterest(subject);
        if (anyone) {
            tap.onPublished(subject, replyTo, payload);
        } else {
            tap.onUnheard(subject, replyTo, payload);
        }
        int publisher = shards.currentIndex();
        for (SimulatedConnection client : clients.matching(subject)) {
            client.deliver(publisher, new Delivery(subject, replyTo, payload));
        }
        for (EngineSubscription listener : engine.matching(subject)) {
            show(listener.handler, subject, replyTo, payload, new EngineOrigin());
        }
        return anyone;
    }

    /** Hands a client's message to the engine, on the thread of the client's connection. */
    void arrived(SimulatedConnection from, int thread, String subject, String reply, byte[] bytes) {
        Runnable handOver = () -> handOver(from, subject, reply, bytes);
        if (thread < 0) {
            shards.on(null, () -> shards.runGuarded(handOver));
        } else {
            shards.all().get(thread % shards.all().size()).read(handOver);
        }
    }

    private void handOver(SimulatedConnection from, String subject, String reply, byte[] bytes) {
        List<EngineSubscription> listeners = engine.matching(subject);
        if (!listeners.isEmpty()) {
            tap.onHanded(from, subject, reply, bytes);
        }
        for (EngineSubscription listener : listeners) {
            show(listener.handler, subject, reply, bytes, from.origin());
        }
    }

    private void show(
            BusHandler handler, String subject, String reply, byte[] payload, Origin origin) {
        ArrivedMessage message = new ArrivedMessage(subject, reply, payload, origin);
        lent.add(message.buffer());
        try {
            handler.onMessage(message);
        } finally {
            message.end();
        }
    }

    void addInterest(String subject, SimulatedConnection connection) {
        clients.add(subject, connection);
        watches.look(told -> behindArrivals(connection.thread(), told));
    }

    void removeInterest(String subject, SimulatedConnection connection) {
        clients.remove(subject, connection);
        if (!mayHaveInterest(subject)) {
            tap.onAbsent(subject);
        }
        watches.look(told -> behindArrivals(connection.thread(), told));
    }

    /**
     * The messages of a connection are handed on when its thread's batch ends. This task comes
     * after them.
     */
    private void behindArrivals(int thread, Runnable task) {
        if (thread < 0) {
            shards.on(null, () -> shards.runGuarded(task));
        } else {
            SimulatedShard reading = shards.all().get(thread % shards.all().size());
            reading.read(() -> reading.atEndOfBatch(task));
        }
    }

    List<SimulatedConnection> receivers(String subject) {
        return clients.matching(subject);
    }

    /** Has an identity of its own: one handler may be registered twice. */
    private final class EngineSubscription implements Registration {
        private final String subject;
        private final BusHandler handler;

        EngineSubscription(String subject, BusHandler handler) {
            this.subject = subject;
            this.handler = handler;
        }

        @Override
        public void close() {
            engine.remove(subject, this);
            tap.onReleased(subject);
        }
    }

    /** The engine's own messages cannot be held back. */
    private record EngineOrigin() implements Origin {
        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public String description() {
            return "engine";
        }
    }
}
