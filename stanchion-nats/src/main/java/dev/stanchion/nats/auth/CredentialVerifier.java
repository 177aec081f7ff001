package dev.stanchion.nats.auth;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes proofs on other threads than the event loops. Safe for use by many threads.
 *
 * <p>A bcrypt hash takes a tenth of a second of a core, and every client can cause one. So at most
 * half of the cores compute hashes, and the queue is bounded. One address may have at most an
 * eighth of the queue, so a flood from one address delays only itself. It remembers a correct
 * password under a key of this process, so a service that reconnects with a hundred connections
 * pays once.
 */
public final class CredentialVerifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialVerifier.class);
    private static final long IDLE_SECONDS = 10;
    private static final int SHARE_OF_ONE_ADDRESS = 8;

    /** How many proofs may wait, all addresses together. */
    public static final int DEFAULT_WAITING = 1024;

    private final ThreadPoolExecutor threads;
    private final int maxPerAddress;
    private final KnownPasswords known = new KnownPasswords();
    private final Map<String, Integer> perAddress = new HashMap<>();

    /**
     * @param threads at most; they end when there is nothing to do
     * @param maxWaiting how many proofs may wait for a thread
     */
    public CredentialVerifier(int threads, int maxWaiting) {
        this.threads =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(maxWaiting),
                        named());
        this.threads.allowCoreThreadTimeOut(true);
        this.maxPerAddress = Math.max(1, maxWaiting / SHARE_OF_ONE_ADDRESS);
    }

    private static ThreadFactory named() {
        var next = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, "nats-auth-" + next.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Returns whether the proof is known to hold. Cheap. */
    public boolean isKnown(Proof proof) {
        return proof instanceof Proof.OfHash(Secret secret, String given)
                && known.contains(secret, given);
    }

    /**
     * Computes a proof, and reports on another thread whether it holds.
     *
     * @param address the client's address, which has a share of the queue
     * @return false if the queue is full; then it reports nothing
     */
    public boolean prove(Proof proof, String address, Consumer<Boolean> told) {
        if (!enter(address)) {
            return false;
        }
        try {
            threads.execute(() -> compute(proof, address, told));
            return true;
        } catch (RejectedExecutionException e) {
            leave(address);
            return false;
        }
    }

    private synchronized boolean enter(String address) {
        int waiting = perAddress.getOrDefault(address, 0);
        if (waiting >= maxPerAddress) {
            return false;
        }
        perAddress.put(address, waiting + 1);
        return true;
    }

    private synchronized void leave(String address) {
        perAddress.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    }

    private void compute(Proof proof, String address, Consumer<Boolean> told) {
        boolean holds = false;
        try {
            // Another connection may have proved it while this one waited.
            holds = isKnown(proof) || proof.holds();
            if (holds && proof instanceof Proof.OfHash(Secret secret, String given)) {
                known.add(secret, given);
            }
        } catch (RuntimeException bug) {
            LOG.error("{} could not be checked", proof, bug);
        } finally {
            leave(address);
            told.accept(holds);
        }
    }

    /** Stops computing. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
