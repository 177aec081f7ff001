package dev.stanchion.conformance.server;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults of a store that a test has set. Safe for use by many threads. */
public final class StoreFaults {
    /** The possible faults. */
    public enum Operation {
        PUT_CLIENT,
        DELETE_CLIENT,
        FLUSH_SUBSCRIPTIONS,
        DELETE_CHANNEL,
        READ
    }

    /** The reason that clients are told. */
    public static final String REASON = "the test wants it so";

    private final Set<Operation> failing = ConcurrentHashMap.newKeySet();
    private final Set<Operation> holding = ConcurrentHashMap.newKeySet();
    private final Set<Long> missing = ConcurrentHashMap.newKeySet();
    private final Set<String> lostClients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failures = new AtomicInteger();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

    /** The operation fails from now on. */
    public void fail(Operation operation) {
        failing.add(operation);
    }

    /** The operation is begun, but nothing comes of it until it is let go. */
    public void holdBack(Operation operation) {
        holding.add(operation);
    }

    /** Ends all faults. Operations that were held back continue. */
    public void end() {
        failing.clear();
        holding.clear();
        for (Runnable next = held.poll(); next != null; next = held.poll()) {
            next.run();
        }
    }

    /** No log has a message of this sequence any more. */
    public void lose(long sequence) {
        missing.add(sequence);
    }

    boolean isLost(long sequence) {
        return missing.contains(sequence);
    }

    /** The next server does not find this client. */
    public void lose(String clientId) {
        lostClients.add(clientId);
    }

    boolean isLost(ClientRecord client) {
        return lostClients.contains(client.clientId());
    }

    /** Returns how many operations have failed. */
    public int failures() {
        return failures.get();
    }

    /** Returns whether an operation is held back. */
    public boolean areHoldingBack() {
        return !held.isEmpty();
    }

    Optional<StoreException> failure(Operation operation, String place) {
        if (!failing.contains(operation)) {
            return Optional.empty();
        }
        failures.incrementAndGet();
        return Optional.of(
                new StoreException(StoreException.Kind.IO, operation.name(), place, REASON));
    }

    /** Runs a step of an operation on its shard, now or when it is let go. */
    void pass(Operation operation, ShardExecutor owner, Runnable step) {
        if (holding.contains(operation)) {
            held.add(() -> owner.execute(step));
        } else {
            step.run();
        }
    }
}
