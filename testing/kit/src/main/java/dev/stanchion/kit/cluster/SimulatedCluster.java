package dev.stanchion.kit.cluster;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.kit.bus.SubjectInterests;
import dev.stanchion.kit.cluster.core.ClusterBehaviour;
import dev.stanchion.kit.cluster.core.ClusterBehaviour.Delay;
import dev.stanchion.kit.cluster.core.ClusterBehaviour.Fault;
import dev.stanchion.kit.cluster.core.ClusterWorld;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.NatsHeaders;
import dev.stanchion.kit.cluster.core.Outbox;
import dev.stanchion.kit.cluster.stream.JetStream;
import dev.stanchion.kit.cluster.stream.SimulatedStream;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import java.util.List;
import java.util.Optional;

/**
 * A NATS cluster with JetStream in memory, on a virtual clock, with faults by seeded chance.
 *
 * <p>Clients talk to it as to a real one, with messages: the JSON API, headers and reply subjects
 * are those of nats-server 2.15.3. It survives the process that uses it. Confined to the thread of
 * the test.
 *
 * <pre>
 *   connection ──► network ──► core NATS ──► other connections
 *                                  │
 *                                  └───────► JetStream: streams, consumers, JSON API
 * </pre>
 */
public final class SimulatedCluster {
    static final String VERSION = "2.15.3";

    private static final ClusterTap NO_TAP = new ClusterTap() {};

    private final ClusterWorld world;
    private final SubjectInterests<ClusterConnection.Subscription> interests =
            new SubjectInterests<>();
    private final JetStream jetStream;
    private ClusterTap tap = NO_TAP;

    public SimulatedCluster(VirtualTime time, Chance chance) {
        world = new ClusterWorld(time, chance);
        jetStream = new JetStream(world, new Answers());
    }

    /** Connects a client. Its handlers are called on the shard. */
    public ClusterConnection connect(ShardExecutor shard) {
        return new ClusterConnection(this, shard);
    }

    /** Changes how the cluster behaves from now on; what is under way goes on as it began. */
    public void behave(ClusterBehaviour behaviour) {
        world.behave(behaviour);
    }

    /** Sets the cluster's time of day forward, or back if negative. */
    public void jumpClock(long nanos) {
        world.jumpClock(nanos);
    }

    /** Lets somebody see all messages from now on. */
    public void tap(ClusterTap seeing) {
        tap = seeing;
    }

    /**
     * Returns a stream, to look at and to disturb.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public SimulatedStream stream(String name) {
        return jetStream
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("no stream " + name));
    }

    /** Returns a stream if there is one of this name. */
    public Optional<SimulatedStream> find(String name) {
        return jetStream.find(name);
    }

    /** Returns all streams, by name. */
    public List<SimulatedStream> streams() {
        return List.copyOf(jetStream.all());
    }

    /** Deletes a stream by hand; tells whether there was one. */
    public boolean deleteStream(String name) {
        return jetStream.delete(name);
    }

    /** Writes a message at once, as a client does that knows nothing of the others. */
    public void write(String subject, byte[] payload) {
        write(new CoreMessage(subject, "", NatsHeaders.NONE, payload));
    }

    /** Does the same with a message that has headers. */
    public void write(CoreMessage message) {
        handle(message);
    }

    ClusterWorld world() {
        return world;
    }

    void add(ClusterConnection.Subscription subscription) {
        interests.add(subscription.subject(), subscription);
        jetStream.interestChanged();
    }

    void remove(ClusterConnection.Subscription subscription) {
        interests.remove(subscription.subject(), subscription);
    }

    /** A message has arrived from a client. */
    void arrived(ClusterConnection from, CoreMessage message) {
        if (!tap.onRequest(message)) {
            return;
        }
        boolean isHeard = forward(from, message);
        if (world.strikes(Fault.LOST_REQUEST)) {
            return;
        }
        if (!handle(message) && !isHeard && !message.reply().isEmpty()) {
            sayNobodyListens(from, message);
        }
    }

    private boolean handle(CoreMessage message) {
        return jetStream.receive(message);
    }

    /** Delivers to other clients; tells whether there were any. */
    private boolean forward(ClusterConnection from, CoreMessage message) {
        boolean isHeard = false;
        for (ClusterConnection.Subscription each : interests.matching(message.subject())) {
            if (each.connection() != from) {
                isHeard = true;
                if (!world.strikes(Fault.LOST_DELIVERY)) {
                    each.deliver("client", message, world.draw(Delay.NETWORK));
                }
            }
        }
        return isHeard;
    }

    private void sayNobodyListens(ClusterConnection from, CoreMessage message) {
        byte[] headers =
                NatsHeaders.with(NatsHeaders.status("503"), "Nats-Subject", message.subject());
        CoreMessage answer = CoreMessage.status(message.reply(), headers);
        for (ClusterConnection.Subscription each : interests.matching(message.reply())) {
            if (each.connection() == from && tap.onAnswer(answer)) {
                each.deliver("core", answer, world.draw(Delay.NETWORK));
            }
        }
    }

    /** What JetStream sends to clients. */
    private final class Answers implements Outbox {
        @Override
        public void send(String source, CoreMessage message) {
            deliver(source, message.subject(), message);
        }

        @Override
        public void deliver(String source, String deliverTo, CoreMessage message) {
            if (!tap.onAnswer(message) || world.strikes(Fault.LOST_ANSWER)) {
                return;
            }
            for (ClusterConnection.Subscription each : interests.matching(deliverTo)) {
                long delay = world.draw(Delay.NETWORK);
                if (world.strikes(Fault.LATE_ANSWER)) {
                    delay += world.draw(Delay.LATE);
                }
                each.deliver(source, message, delay);
                if (world.strikes(Fault.REPEATED_ANSWER)) {
                    each.repeat(message, delay + world.draw(Delay.LATE));
                }
            }
        }

        @Override
        public boolean isHeard(String subject) {
            return interests.isNamed(subject);
        }
    }
}
