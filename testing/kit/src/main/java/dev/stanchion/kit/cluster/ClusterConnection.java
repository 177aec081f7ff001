package dev.stanchion.kit.cluster;

import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.kit.cluster.core.ClusterBehaviour.Delay;
import dev.stanchion.kit.cluster.core.CoreMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one client, which can be cut, and then replaces itself. It calls handlers on
 * its shard. Confined to the thread of the test.
 */
public final class ClusterConnection {
    private static final int SERVERS = 3;
    private static final int MAX_PAYLOAD_BYTES = 1024 * 1024;
    private static final int MOST_SOURCES = 1_000;

    private final SimulatedCluster cluster;
    private final ShardExecutor shard;
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private final Map<String, Long> notBefore = new HashMap<>();
    private @Nullable ConnectionListener listener;
    private State state = State.UP;
    private int generation;
    private long lastArrivalNanos;

    /** Whether messages go through. */
    private enum State {
        UP,
        /** Nothing goes through, and nobody has noticed. */
        SILENT,
        DOWN,
        CLOSED
    }

    /** A message on its way to the cluster. */
    private static final class Sent {
        private boolean lost;
    }

    ClusterConnection(SimulatedCluster cluster, ShardExecutor shard) {
        this.cluster = cluster;
        this.shard = shard;
    }

    public ShardExecutor shard() {
        return shard;
    }

    /** Names who is told when the connection is lost. */
    public void listen(ConnectionListener told) {
        listener = told;
    }

    public boolean isUp() {
        return state == State.UP || state == State.SILENT;
    }

    public int maxPayloadBytes() {
        return MAX_PAYLOAD_BYTES;
    }

    /** Returns the version of the server. */
    public String serverVersion() {
        return SimulatedCluster.VERSION;
    }

    /** Returns the address of the server, which is another one after each cut. */
    public String serverAddress() {
        return "n" + (generation % SERVERS + 1) + ":4222";
    }

    // sending

    /** Publishes a message; false if there is no connection or the message is too large. */
    public boolean publish(CoreMessage message) {
        if (!isUp() || message.length() > MAX_PAYLOAD_BYTES) {
            return false;
        }
        if (state == State.SILENT) {
            return true;
        }
        long now = cluster.world().time().elapsedNanos();
        lastArrivalNanos = Math.max(lastArrivalNanos, now + cluster.world().draw(Delay.NETWORK));
        Sent sent = new Sent();
        underWay.add(sent);
        cluster.world()
                .time()
                .after(
                        lastArrivalNanos - now,
                        () -> {
                            underWay.remove(sent);
                            if (!sent.lost) {
                                cluster.arrived(this, message);
                            }
                        });
        return true;
    }

    // receiving

    /** Subscribes to a subject, which may contain wildcards, also after the connection was lost. */
    public Registration subscribe(String subject, Consumer<CoreMessage> handler) {
        Subscription subscription = new Subscription(subject, handler);
        subscriptions.add(subscription);
        if (isUp()) {
            cluster.add(subscription);
        }
        return subscription;
    }

    /** A subject in which the client is interested. */
    final class Subscription implements Registration {
        private final String subject;
        private final Consumer<CoreMessage> handler;

        private Subscription(String subject, Consumer<CoreMessage> handler) {
            this.subject = subject;
            this.handler = handler;
        }

        String subject() {
            return subject;
        }

        ClusterConnection connection() {
            return ClusterConnection.this;
        }

        @Override
        public void close() {
            if (subscriptions.remove(this)) {
                cluster.remove(this);
            }
        }

        /** Lets a message arrive, behind those of the same source. */
        void deliver(String source, CoreMessage message, long delayNanos) {
            int now = generation;
            cluster.world()
                    .time()
                    .after(
                            inOrder(source, delayNanos),
                            () -> {
                                if (now == generation && state == State.UP) {
                                    shard.execute(() -> show(message));
                                }
                            });
        }

        /** Lets a message arrive once more, in no order. */
        void repeat(CoreMessage message, long delayNanos) {
            deliver("repeated/" + delayNanos, message, delayNanos);
        }

        private void show(CoreMessage message) {
            if (state != State.CLOSED && subscriptions.contains(this)) {
                handler.accept(message);
            }
        }
    }

    private long inOrder(String source, long delayNanos) {
        long now = cluster.world().time().elapsedNanos();
        if (notBefore.size() > MOST_SOURCES) {
            notBefore.values().removeIf(at -> at <= now);
        }
        return notBefore.merge(source, now + delayNanos, Math::max) - now;
    }

    // faults

    /**
     * Cuts the connection. Of what was on its way to the cluster, the first messages arrive, and
     * nothing that was on its way back.
     *
     * @param downNanos how long it takes until there is another one
     */
    public void cut(long downNanos) {
        if (state == State.CLOSED) {
            return;
        }
        boolean wasUp = isUp();
        lose(State.DOWN);
        if (wasUp) {
            tell(ConnectionListener::onDown);
        }
        int ofGeneration = generation;
        cluster.world()
                .time()
                .after(
                        downNanos,
                        () -> {
                            if (ofGeneration == generation && state == State.DOWN) {
                                connectAgain();
                            }
                        });
    }

    private void connectAgain() {
        state = State.UP;
        subscriptions.forEach(cluster::add);
        tell(ConnectionListener::onUp);
    }

    /** Lets nothing through any more, in either direction, without a sign. */
    public void fallSilent() {
        if (state == State.UP) {
            state = State.SILENT;
        }
    }

    /** Lets everything through again that is sent from now on. */
    public void revive() {
        if (state == State.SILENT) {
            state = State.UP;
        }
    }

    /** Ends the connection for good, as the end of a process does. */
    public void close() {
        if (state != State.CLOSED) {
            lose(State.CLOSED);
        }
    }

    private void lose(State next) {
        int arriving = cluster.world().chance().between(0, underWay.size());
        int at = 0;
        for (Sent sent : underWay) {
            sent.lost = at++ >= arriving;
        }
        state = next;
        generation++;
        subscriptions.forEach(cluster::remove);
    }

    private void tell(Consumer<ConnectionListener> what) {
        ConnectionListener told = listener;
        if (told != null) {
            shard.execute(() -> what.accept(told));
        }
    }
}
