package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.Receiver;
import dev.stanchion.nats.routing.SubjectRouter;
import dev.stanchion.nats.snapshot.ConnectionSnapshot;
import dev.stanchion.nats.snapshot.History;
import dev.stanchion.nats.wire.Envelopes;
import dev.stanchion.nats.wire.ServerInfo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The state that all connections of a server share. Safe for use by many threads. */
public final class ServerState {
    private static final int REMEMBERED_CONNECTIONS = 10_000;

    private final SubjectRouter<Receiver> router;
    private final Security security;
    private final InstantSource clock;
    private final History history = new History(REMEMBERED_CONNECTIONS);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong totalConnections = new AtomicLong();
    private final AtomicLong slowConsumers = new AtomicLong();
    private volatile ConnectionLimits limits;
    private volatile ServerInfo info;
    private volatile Envelopes envelopes = Envelopes.NONE;

    public ServerState(
            ConnectionLimits limits,
            SubjectRouter<Receiver> router,
            Security security,
            ServerInfo info,
            InstantSource clock) {
        this.limits = limits;
        this.router = router;
        this.security = security;
        this.info = info;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Remembers a connection that has ended. */
    void remember(ConnectionSnapshot ended) {
        history.add(ended);
    }

    public List<ConnectionSnapshot> closedConnections() {
        return history.all();
    }

    /** Returns the limits for new connections. */
    public ConnectionLimits limits() {
        return limits;
    }

    /** Changes the limits for new connections. */
    public void allow(ConnectionLimits changed) {
        limits = changed;
    }

    /** Returns which publishes of new connections may be longer than {@code max_payload}. */
    Envelopes envelopes() {
        return envelopes;
    }

    public void takeEnvelopes(Envelopes taken) {
        envelopes = taken;
    }

    public SubjectRouter<Receiver> router() {
        return router;
    }

    public Security security() {
        return security;
    }

    public ServerInfo info() {
        return info;
    }

    /** Changes the INFO for new connections. */
    public void announce(ServerInfo changed) {
        info = changed;
    }

    /**
     * Counts a connection if there are fewer than {@code max_connections}. Returns whether there
     * are.
     */
    boolean tryAdmit() {
        if (connections.incrementAndGet() <= limits.maxConnections()) {
            return true;
        }
        connections.decrementAndGet();
        return false;
    }

    /** Counts the end of a connection. */
    void left() {
        connections.decrementAndGet();
    }

    /** Returns the ID for a new connection: unique, from 1. */
    long nextConnectionId() {
        return totalConnections.incrementAndGet();
    }

    void countSlowConsumer() {
        slowConsumers.incrementAndGet();
    }

    public int connections() {
        return connections.get();
    }

    public long totalConnections() {
        return totalConnections.get();
    }

    public long slowConsumers() {
        return slowConsumers.get();
    }
}
